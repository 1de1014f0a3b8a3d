import { rmSync } from "node:fs";
import path from "node:path";
import { SOURCE } from "../../bindings/provider.cjs";
import { scratchFolder } from "../../command/scratch-folder";
import { readCachedSchema } from "../../provider-schemas/cached";
import { schemaOf } from "../../provider-schemas/schema-of";
import { providerSources } from "../../provider-schemas/sources";
import type { AssemblyStack, StackConfiguration } from "../../terraform/assembly";
import { REGISTRIES } from "../../terraform/registries";
import { BusyParents } from "../cloud/busy-parents";
import { Cloud } from "../cloud/cloud";
import { CloudFile } from "../cloud/cloud-file";
import type { PlannedFault } from "../cloud/faults";
import { madeUpIds } from "../cloud/inventory";
import { readServiceValues } from "../cloud/service-values";
import { serve } from "../protocol/server";
import { readBehaviour } from "../provider/behaviour";
import { SimulatedProvider } from "../provider/provider";
import type { Value } from "../values/value";

/** Running simulated providers: what Terraform needs to reach them, and the cloud behind them. */
export interface Simulator {
  readonly cloud: Cloud;
  /** Variables that make Terraform use the simulated providers: no download, no registry, no account. */
  readonly variables: Readonly<Record<string, string>>;
  stop(): void;
}

/** How to simulate. */
export interface SimulatorOptions {
  /** What goes wrong. @default nothing */
  readonly faults?: readonly PlannedFault[];
  /** Whether services refuse two parts of one resource at the same time. @default false */
  readonly busyParents?: boolean;
  /** What made-up ids and values follow from. @default "rehearsal" */
  readonly seed?: string;
  /** The file that keeps what the cloud holds. @default nothing is kept */
  readonly cloudFile?: string;
  /** The providers to simulate, as `namespace/name`. @default all that the stacks need */
  readonly sources?: readonly string[];
}

/**
 * Starts a simulated provider for each that the stacks need, all on one cloud.
 *
 * @param root the project's folder
 * @throws when a provider is neither alicloud nor one with a prebuilt package, naming it
 */
export async function startSimulator(
  root: string,
  stacks: readonly AssemblyStack[],
  options: SimulatorOptions = {},
): Promise<Simulator> {
  const { faults = [], seed = "rehearsal", cloudFile, sources = providerSources(configurationsOf(stacks)) } = options;
  const services = { schema: readCachedSchema(root), behaviour: readBehaviour(root), values: readServiceValues(root) };
  const cloud = new Cloud(seed, cloudFile === undefined ? undefined : new CloudFile(cloudFile), services);
  cloud.failBy(faults);
  if (options.busyParents) cloud.busyParents = new BusyParents();
  // A configuration that names an id refers to a resource of another configuration.
  for (const configuration of configurationsOf(stacks)) cloud.assume(madeUpIds(configuration as unknown as Value));
  const folder = scratchFolder("rehearsal");
  const stops: (() => void)[] = [];
  const addresses: Record<string, object> = {};
  const stop = () => {
    for (const each of stops) each();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    for (const [index, source] of sources.entries()) {
      const socket = path.join(folder, String(index));
      const provider =
        source === SOURCE
          ? new SimulatedProvider(source, services.schema, cloud, services.behaviour)
          : new SimulatedProvider(source, schemaOf(root, source, configurationsOf(stacks)), cloud);
      stops.push(await serve(provider, socket));
      for (const registry of REGISTRIES) {
        addresses[`${registry}/${source}`] = {
          Protocol: "grpc",
          ProtocolVersion: 6,
          Pid: process.pid,
          Test: true,
          Addr: { Network: "unix", String: socket },
        };
      }
    }
  } catch (error) {
    stop();
    throw error;
  }
  const reattach = JSON.stringify(addresses);
  return { cloud, variables: { TF_REATTACH_PROVIDERS: reattach, TF_CLI_CONFIG_FILE: "/dev/null" }, stop };
}

function configurationsOf(stacks: readonly AssemblyStack[]): StackConfiguration[] {
  return stacks.map(({ configuration }) => configuration);
}
