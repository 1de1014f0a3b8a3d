import type { App } from "cdktf";
import type { Environment, PlatformEnvironment } from "../environments/schema/environment";
import type { Owner } from "../environments/schema/owner";
import { AccountStack } from "./account/account-stack";
import { StateStack } from "./account/state-stack";
import type { StackProps } from "./base";
import { HOST_LABELS } from "./conventions/names";
import { PlatformStack } from "./in-cluster/platform/platform-stack";
import { WorkloadsStack } from "./in-cluster/workloads/workloads-stack";
import { beatRunsInCluster, hasCluster, hasServiceHosts } from "./phases";
import { ClusterStack } from "./region/cluster-stack";
import { ComputeStack } from "./region/compute/compute-stack";
import { DataStack } from "./region/data-stack";
import { EdgeStack } from "./region/edge-stack";
import { IdentityStack } from "./region/identity/identity-stack";
import { PodRolesStack } from "./region/identity/pod-roles-stack";
import { NetworkStack } from "./region/network-stack";
import { OperationsStack } from "./region/operations-stack";
import { RolloutStack } from "./region/rollout-stack";
import { type Surroundings, surroundingsOf } from "./surroundings";

/** Adds the stacks of environments to the app. Only this file says which stacks exist and what connects them. */
export function addEnvironments(app: App, environments: readonly Environment[], owner: Owner): void {
  const platforms = new Map<string, PlatformStacks>();
  for (const environment of environments) {
    switch (environment.kind) {
      case "account":
        new StateStack(app, { environment, owner });
        new AccountStack(app, { environment, owner });
        break;
      case "platform":
        platforms.set(environment.name, addPlatform(app, environment, owner));
    }
  }
  for (const environment of environments) {
    // An environment's copies go to buckets of another one, which has to make them first.
    const target = environment.kind === "platform" && platforms.get(environment.data.copies?.environment ?? "");
    if (target) platforms.get(environment.name)?.identity.addDependency(target.data);
  }
}

/** The stacks of an environment that others depend on. */
interface PlatformStacks {
  readonly data: DataStack;
  readonly identity: IdentityStack;
}

function addPlatform(app: App, environment: PlatformEnvironment, owner: Owner): PlatformStacks {
  const props = { environment, owner };
  const operations = new OperationsStack(app, props);
  const network = new NetworkStack(app, { ...props, operations });
  const data = new DataStack(app, { ...props, operations, network });
  const identity = new IdentityStack(app, { ...props, network, data });
  const surroundings = surroundingsOf(environment, owner, {
    database: data.database,
    redis: { host: data.redis.endpoint, port: data.redis.port },
    search: hasServiceHosts(environment) ? { host: network.hostName(HOST_LABELS.search) } : { disk: data.disks.search },
    secretStore: data.secretStore,
  });
  const cluster = hasCluster(environment)
    ? new ClusterStack(app, { ...props, operations, network, cluster: environment.cluster })
    : undefined;
  const compute = new ComputeStack(app, { ...props, operations, network, data, identity, surroundings, cluster });
  if (environment.compute.enabled) new RolloutStack(app, { ...props, compute });
  if (environment.edge) new EdgeStack(app, { ...props, edge: environment.edge, data, compute });
  if (cluster) addClusterContent(app, { ...props, surroundings }, { network, data, compute, cluster });
  return { data, identity };
}

interface ClusterContentProps extends StackProps<PlatformEnvironment> {
  readonly surroundings: Surroundings;
}

interface ClusterFoundation {
  readonly network: NetworkStack;
  readonly data: DataStack;
  readonly compute: ComputeStack;
  readonly cluster: ClusterStack;
}

/** Adds the stacks of everything that runs in the cluster. */
function addClusterContent(
  app: App,
  props: ClusterContentProps,
  { network, data, compute, cluster }: ClusterFoundation,
): void {
  const { access, oidcProviderArn } = cluster.cluster;
  const shared = { ...props, cluster: cluster.knobs, access };
  const podRoles = new PodRolesStack(app, { environment: props.environment, owner: props.owner, data, cluster });
  const platform = new PlatformStack(app, {
    ...shared,
    secretReader: { roleArn: podRoles.secretReader.arn, oidcProviderArn },
    ingressVSwitches: network.privateVSwitches,
  });
  const workloads = new WorkloadsStack(app, {
    ...shared,
    bucketRole: podRoles.bucketUser.roleName,
    beatRuns: beatRunsInCluster(props.environment),
  });
  // Hosts give up the search index and Beat before the cluster takes them over. The way back to hosts needs the
  // opposite order, which docs/runbooks/cluster.md describes.
  platform.addDependency(compute);
  workloads.addDependency(platform);
}
