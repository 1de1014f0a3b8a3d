import type { Peer, Traffic } from "../../../constructs/kubernetes/pod/pod-network-policy";
import type { WorkloadSurroundings } from "./workload-settings";

/** Where pods may have to go outside their namespace. */
export type Need = "database" | "redis" | "search" | "oss" | "internet";

/** Alibaba Cloud's own services inside a region, less the address that hands out a node's keys. */
const CLOUD_SERVICES: Peer = { cidr: "100.64.0.0/10", except: ["100.100.100.200/32"] };

/** Everybody else's addresses: a crawler that is led to one of ours gets nowhere. */
const INTERNET: Peer = {
  cidr: "0.0.0.0/0",
  except: ["10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16"],
};

/** Where Meilisearch answers. */
export const SEARCH_PORT = 7700;

/**
 * The traffic that a need is met by.
 *
 * @param privateHosts addresses of the vSwitches in which databases and hosts lie
 */
export function trafficOf(need: Need, found: WorkloadSurroundings, privateHosts: readonly Peer[]): Traffic {
  const { database, redis, search } = found;
  switch (need) {
    case "database":
      return { peers: privateHosts, ports: [database.port] };
    case "redis":
      return { peers: privateHosts, ports: [redis.port] };
    case "search":
      return {
        peers: "host" in search ? privateHosts : [{ namespace: search.namespace }],
        ports: [SEARCH_PORT],
      };
    case "oss":
      return { peers: [CLOUD_SERVICES], ports: [443] };
    case "internet":
      return { peers: [INTERNET], ports: [80, 443] };
  }
}
