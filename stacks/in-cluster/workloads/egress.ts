import type { Peer, Traffic } from "../../../constructs/kubernetes/pod/pod-network-policy";
import type { Need } from "../../../environments/schema/services/service";
import { NAMESPACES } from "../../conventions/cluster-objects";
import { PORTS } from "../../conventions/ports";
import type { Surroundings } from "../../surroundings";

/** Addresses of Alibaba Cloud's services in a region. The metadata service is excluded: it hands out a node's keys. */
const CLOUD_SERVICES: Peer = { cidr: "100.64.0.0/10", except: ["100.100.100.200/32"] };

/** All public addresses. Private ones are excluded, so that no site can lead a crawler to our own servers. */
const INTERNET: Peer = {
  cidr: "0.0.0.0/0",
  except: ["10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16"],
};

/**
 * The outgoing traffic that one of a service's needs requires.
 *
 * @param need the server that the service uses
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
