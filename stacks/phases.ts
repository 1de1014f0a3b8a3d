import type { PlatformEnvironment } from "../environments/schema";

/** Whether the environment has a cluster now: in the phases `migrating` and `cluster`, unless nothing runs at all. */
export function hasCluster({ phase, compute, cluster }: PlatformEnvironment): boolean {
  return phase !== "hosts" && compute.enabled && cluster !== undefined;
}

/** Whether services run on ECS hosts: in the phases `hosts` and `migrating`. */
export function hasServiceHosts({ phase }: PlatformEnvironment): boolean {
  return phase !== "cluster";
}

/** The part of the load balancer's requests that the cluster gets, 0 to 100. */
export function clusterPercent({ phase, cluster }: PlatformEnvironment): number {
  if (phase === "migrating") return cluster?.trafficPercent ?? 0;
  return phase === "cluster" ? 100 : 0;
}

/** The addresses that pods have, where there is a cluster. */
export function podCidrs(environment: PlatformEnvironment): string[] {
  if (!hasCluster(environment)) return [];
  return (environment.cluster?.podVSwitches ?? []).map(({ cidr }) => cidr);
}

/** The port of every node on which the cluster's ingress takes HTTP from the load balancer. */
export const INGRESS_NODE_PORT = 30080;
