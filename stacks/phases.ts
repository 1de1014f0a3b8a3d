import type { Cluster } from "../environments/schema/cluster/cluster";
import type { PlatformEnvironment } from "../environments/schema/environment";

/** An environment that describes a cluster. */
type ClusterEnvironment = PlatformEnvironment & { readonly cluster: Cluster };

/** Whether the environment has a cluster now: in the phases `migrating` and `cluster`, if `compute.enabled` is set. */
export function hasCluster(environment: PlatformEnvironment): environment is ClusterEnvironment {
  const { phase, compute, cluster } = environment;
  return phase !== "hosts" && compute.enabled && cluster !== undefined;
}

/** Whether services run on ECS hosts. They do in the phases `hosts` and `migrating`. */
export function hasServiceHosts({ phase }: PlatformEnvironment): boolean {
  return phase !== "cluster";
}

/** Whether Celery Beat and scheduled jobs run in the cluster. They never do while they run on the worker host. */
export function beatRunsInCluster(environment: PlatformEnvironment): boolean {
  return hasCluster(environment) && !hasServiceHosts(environment);
}

/** The percentage of the load balancer's requests that the cluster gets, 0 to 100. */
export function clusterPercent({ phase, cluster }: PlatformEnvironment): number {
  if (phase === "migrating") return cluster?.trafficPercent ?? 0;
  return phase === "cluster" ? 100 : 0;
}

/** The address ranges of pods. There are none without a cluster. */
export function podCidrs(environment: PlatformEnvironment): string[] {
  if (!hasCluster(environment)) return [];
  return environment.cluster.podVSwitches.map(({ cidr }) => cidr);
}
