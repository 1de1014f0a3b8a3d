import { rmSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import type { AssemblyStack } from "../../assembly/assembly";
import { scratchFolder } from "../../scratch-folder";
import { Cloud } from "../cloud/cloud";
import type { PlannedFault } from "../cloud/faults";
import { isMadeUpId } from "../cloud/identifiers";
import { serve } from "../protocol/server";
import { readBehaviour } from "../provider/behaviour";
import { SimulatedProvider } from "../provider/provider";
import { readCachedSchema } from "../schemas/cached";
import type { ProviderSchema } from "../schemas/model";
import { derivePrebuiltSchema } from "../schemas/prebuilt";

/** Terraform and OpenTofu call the same provider by their own registry's name. */
const REGISTRIES = ["registry.terraform.io", "registry.opentofu.org"];

/** Simulated providers at work: what Terraform needs to reach them, and the cloud behind them. */
export interface Simulator {
  readonly cloud: Cloud;
  /** Variables that make Terraform use the simulated providers: no download, no registry, no account. */
  readonly variables: Readonly<Record<string, string>>;
  stop(): void;
}

/**
 * Starts a simulated provider for each that the stacks need, all on one cloud.
 *
 * @param root the project's folder
 * @param options what goes wrong, and what made-up ids and values follow from
 */
export async function startSimulator(
  root: string,
  stacks: readonly AssemblyStack[],
  { faults = [], seed = "rehearsal" }: { faults?: readonly PlannedFault[]; seed?: string } = {},
): Promise<Simulator> {
  const cloud = new Cloud(seed);
  cloud.failBy(faults);
  for (const { configuration } of stacks) cloud.assume(literalIds(configuration));
  const folder = scratchFolder("rehearsal");
  const stops: (() => void)[] = [];
  const addresses: Record<string, object> = {};
  const stop = () => {
    for (const each of stops) each();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    for (const [index, source] of [...sourcesOf(stacks)].entries()) {
      const socket = path.join(folder, String(index));
      const behaviour = source === "aliyun/alicloud" ? readBehaviour(root) : {};
      stops.push(await serve(new SimulatedProvider(source, schemaOf(root, source, stacks), cloud, behaviour), socket));
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

/** The names of the providers that the stacks need, as `namespace/name`, less the one that is built into Terraform. */
function sourcesOf(stacks: readonly AssemblyStack[]): Set<string> {
  const required = stacks.flatMap(({ configuration }) =>
    Object.values(configuration.terraform?.required_providers ?? {}),
  );
  const written = required.map(({ source }) => source).filter((source) => !source.startsWith("terraform.io/builtin/"));
  // A name alone is HashiCorp's; a host in front is a registry's.
  return new Set(written.map((source) => ["hashicorp", ...source.split("/")].slice(-2).join("/")));
}

/**
 * The schema of a provider: alicloud's own, or what the provider's prebuilt package tells of the types in use.
 *
 * @throws when no such package is installed, naming it
 */
function schemaOf(root: string, source: string, stacks: readonly AssemblyStack[]): ProviderSchema {
  if (source === "aliyun/alicloud") return readCachedSchema(root);
  const name = path.basename(source);
  const isOwn = (type: string) => type.startsWith(`${name}_`);
  const types = (kind: "resource" | "data") =>
    new Set(stacks.flatMap(({ configuration }) => Object.keys(configuration[kind] ?? {})).filter(isOwn));
  return derivePrebuiltSchema(packageFolder(root, name), {
    resources: [...types("resource")],
    dataSources: [...types("data")],
  });
}

function packageFolder(root: string, name: string): string {
  const specifier = `@cdktf/provider-${name}/package.json`;
  try {
    return path.dirname(createRequire(path.join(root, "package.json")).resolve(specifier));
  } catch {
    throw new Error(`a stack needs the provider ${name}, and no package ${path.dirname(specifier)} is installed`);
  }
}

/** Ids that are written out in a configuration: of resources that somebody else has made. */
function literalIds(value: unknown, found = new Set<string>()): Set<string> {
  if (typeof value === "string" && isMadeUpId(value)) found.add(value);
  else if (typeof value === "object" && value !== null)
    for (const inner of Object.values(value)) literalIds(inner, found);
  return found;
}
