import type { Cluster } from "../environments/schema/cluster/cluster";
import type { PlatformEnvironment } from "../environments/schema/environment";

/** An environment that describes a cluster. */
type ClusterEnvironment = PlatformEnvironment & { readonly cluster: Cluster };

/** Whether the environment has a cluster now: in the phases `migrating` and `cluster`, unless nothing runs at all. */
export function hasCluster(environment: PlatformEnvironment): environment is ClusterEnvironment {
  const { phase, compute, cluster } = environment;
  return phase !== "hosts" && compute.enabled && cluster !== undefined;
}

/** Whether services run on ECS hosts: in the phases `hosts` and `migrating`. */
export function hasServiceHosts({ phase }: PlatformEnvironment): boolean {
  return phase !== "cluster";
}

/** Whether Celery Beat and scheduled jobs run in the cluster: never while they run on the worker host. */
export function beatRunsInCluster(environment: PlatformEnvironment): boolean {
  return hasCluster(environment) && !hasServiceHosts(environment);
}

/** The part of the load balancer's requests that the cluster gets, 0 to 100. */
export function clusterPercent({ phase, cluster }: PlatformEnvironment): number {
  if (phase === "migrating") return cluster?.trafficPercent ?? 0;
  return phase === "cluster" ? 100 : 0;
}

/** The addresses that pods have, where there is a cluster. */
export function podCidrs(environment: PlatformEnvironment): string[] {
  if (!hasCluster(environment)) return [];
  return environment.cluster.podVSwitches.map(({ cidr }) => cidr);
}
