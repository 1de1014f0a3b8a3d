import type { App } from "cdktf";
import type { Owner } from "../environments/owner";
import type { Environment, PlatformEnvironment } from "../environments/schema";
import { AccountStack } from "./account";
import type { StackProps } from "./base";
import { ClusterStack } from "./cluster";
import { ComputeStack } from "./compute";
import { DataStack } from "./data";
import { EdgeStack } from "./edge";
import { NetworkStack } from "./network";
import { OperationsStack } from "./operations";
import { hasCluster } from "./phases";
import { StateStack } from "./state";

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
  const cluster = addCluster(app, props, { operations, network });
  const compute = new ComputeStack(app, { ...props, operations, network, data, cluster });
  if (environment.edge) new EdgeStack(app, { ...props, edge: environment.edge, data, compute });
  return data;
}

function addCluster(
  app: App,
  props: StackProps<PlatformEnvironment>,
  below: { readonly operations: OperationsStack; readonly network: NetworkStack },
): ClusterStack | undefined {
  const { cluster } = props.environment;
  return cluster && hasCluster(props.environment) ? new ClusterStack(app, { ...props, ...below, cluster }) : undefined;
}
