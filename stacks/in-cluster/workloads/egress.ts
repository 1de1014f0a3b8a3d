import type { Peer, Traffic } from "../../../constructs/kubernetes/pod/pod-network-policy";
import type { Need } from "../../../environments/schema/services/service";
import { NAMESPACES } from "../../conventions/cluster-objects";
import { PORTS } from "../../conventions/ports";
import type { Surroundings } from "../../surroundings";

/** Alibaba Cloud's own services inside a region, less the address that hands out a node's keys. */
const CLOUD_SERVICES: Peer = { cidr: "100.64.0.0/10", except: ["100.100.100.200/32"] };

/** Everybody else's addresses: a crawler that is led to one of ours gets nowhere. */
const INTERNET: Peer = {
  cidr: "0.0.0.0/0",
  except: ["10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16"],
};

/**
 * The traffic that a pod has to be let out for.
 *
 * @param need what the pod's service reaches
 * @param privateHosts addresses of the vSwitches that databases and hosts are in
 */
export function egressFor(need: Need, surroundings: Surroundings, privateHosts: readonly Peer[]): Traffic {
  const { database, redis, search } = surroundings;
  switch (need) {
    case "database":
      return { peers: privateHosts, ports: [database.port] };
    case "redis":
      return { peers: privateHosts, ports: [redis.port] };
    case "search":
      return { peers: "host" in search ? privateHosts : [{ namespace: NAMESPACES.search }], ports: [PORTS.search] };
    case "oss":
      return { peers: [CLOUD_SERVICES], ports: [PORTS.https] };
    case "internet":
      return { peers: [INTERNET], ports: [PORTS.http, PORTS.https] };
  }
}
