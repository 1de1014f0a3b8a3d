import type { App } from "cdktf";
import type { Environment, PlatformEnvironment } from "../environments/schema/environment";
import type { Owner } from "../environments/schema/owner";
import { AccountStack } from "./account/account-stack";
import { StateStack } from "./account/state-stack";
import type { StackProps } from "./base";
import { bucketName, hostName } from "./conventions/names";
import { PlatformStack } from "./in-cluster/platform/platform-stack";
import { RELEASES } from "./in-cluster/platform/releases";
import { WorkloadsStack } from "./in-cluster/workloads/workloads-stack";
import { beatRunsInCluster, hasCluster, hasServiceHosts } from "./phases";
import { ClusterStack } from "./region/cluster-stack";
import { ComputeStack } from "./region/compute-stack";
import { DataStack } from "./region/data-stack";
import { EdgeStack } from "./region/edge-stack";
import { NetworkStack } from "./region/network-stack";
import { OperationsStack } from "./region/operations-stack";

/** Adds the stacks of environments to the app. The only place that says which stacks there are and what joins them. */
export function addEnvironments(app: App, environments: readonly Environment[], owner: Owner): void {
  const dataStacks = new Map<string, DataStack>();
  for (const environment of environments) {
    switch (environment.kind) {
      case "account":
        new StateStack(app, { environment, owner });
        new AccountStack(app, { environment, owner });
        break;
      case "platform":
        dataStacks.set(environment.name, addPlatform(app, environment, owner));
    }
  }
  for (const environment of environments) {
    // Copies need the buckets that they go to.
    const target = environment.kind === "platform" && dataStacks.get(environment.data.copies?.environment ?? "");
    if (target) dataStacks.get(environment.name)?.addDependency(target);
  }
}

function addPlatform(app: App, environment: PlatformEnvironment, owner: Owner): DataStack {
  const props = { environment, owner };
  const operations = new OperationsStack(app, props);
  const network = new NetworkStack(app, { ...props, operations });
  const data = new DataStack(app, { ...props, operations, network });
  const cluster = hasCluster(environment)
    ? new ClusterStack(app, { ...props, operations, network, data, cluster: environment.cluster })
    : undefined;
  const compute = new ComputeStack(app, { ...props, operations, network, data, cluster });
  if (environment.edge) new EdgeStack(app, { ...props, edge: environment.edge, data, compute });
  if (cluster) addClusterContent(app, props, { network, data, compute, cluster });
  return data;
}

interface ClusterFoundation {
  readonly network: NetworkStack;
  readonly data: DataStack;
  readonly compute: ComputeStack;
  readonly cluster: ClusterStack;
}

/** What runs in the cluster. */
function addClusterContent(
  app: App,
  { environment, owner }: StackProps<PlatformEnvironment>,
  { network, data, compute, cluster }: ClusterFoundation,
): void {
  const { access, oidcProviderArn } = cluster.cluster;
  const redis = { host: data.redis.endpoint, port: data.redis.port };
  const shared = {
    environment,
    owner,
    cluster: cluster.knobs,
    access,
    secretStore: data.secretStore,
    database: data.database,
    redis,
  };
  const onHost = hasServiceHosts(environment);
  const platform = new PlatformStack(app, {
    ...shared,
    secretReader: { roleArn: cluster.secretReader.arn, oidcProviderArn },
    logBucketName: bucketName(owner, environment.name, "loki"),
    ingressVSwitches: network.privateVSwitches,
    search: onHost ? { host: network.searchHost } : { disk: data.searchDisk },
  });
  const workloads = new WorkloadsStack(app, {
    ...shared,
    search: onHost ? { host: network.searchHost } : { namespace: RELEASES.meilisearch.namespace },
    bucketName: (role) => bucketName(owner, environment.name, role),
    bucketRole: cluster.bucketUser.roleName,
    hostName: hostName(owner, environment),
    beatRuns: beatRunsInCluster(environment),
  });
  // Towards the cluster, hosts let go of the search index and of Beat before the cluster takes them up. Back, it is the other
  // way round: docs/runbooks/cluster.md.
  platform.addDependency(compute);
  workloads.addDependency(platform);
}
