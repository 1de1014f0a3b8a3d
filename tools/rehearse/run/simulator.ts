import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Cloud } from "../cloud/cloud";
import { FaultPlan, type PlannedFault } from "../cloud/faults";
import { isMadeUpId } from "../cloud/identifiers";
import { serve } from "../protocol/server";
import { ALICLOUD_BEHAVIOUR } from "../provider/alicloud-behaviour";
import { SimulatedProvider } from "../provider/provider";
import { readCachedSchema } from "../schemas/cached";
import type { ProviderSchema } from "../schemas/model";
import type { AssemblyStack } from "./assembly";

const REGISTRY = "registry.terraform.io";

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
 * @param faults what goes wrong
 */
export async function startSimulator(
  root: string,
  stacks: readonly AssemblyStack[],
  faults: readonly PlannedFault[] = [],
): Promise<Simulator> {
  const cloud = new Cloud("rehearsal", new FaultPlan(faults));
  for (const { configuration } of stacks) cloud.assume(literalIds(configuration));
  const folder = mkdtempSync(path.join(tmpdir(), "rehearsal-"));
  const stops: (() => void)[] = [];
  const addresses: Record<string, object> = {};
  const stop = () => {
    for (const each of stops) each();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    for (const [index, source] of [...sourcesOf(stacks)].entries()) {
      const address = `${REGISTRY}/${source}`;
      const socket = path.join(folder, String(index));
      const behaviour = source === "aliyun/alicloud" ? ALICLOUD_BEHAVIOUR : {};
      stops.push(await serve(new SimulatedProvider(address, schemaOf(root, source), cloud, behaviour), socket));
      addresses[address] = {
        Protocol: "grpc",
        ProtocolVersion: 6,
        Pid: process.pid,
        Test: true,
        Addr: { Network: "unix", String: socket },
      };
    }
  } catch (error) {
    stop();
    throw error;
  }
  const reattach = JSON.stringify(addresses);
  return { cloud, variables: { TF_REATTACH_PROVIDERS: reattach, TF_CLI_CONFIG_FILE: "/dev/null" }, stop };
}

/** The addresses of the providers that the stacks need, less the one that is built into Terraform. */
function sourcesOf(stacks: readonly AssemblyStack[]): Set<string> {
  const required = stacks.flatMap(({ configuration }) =>
    Object.values(configuration.terraform?.required_providers ?? {}),
  );
  return new Set(required.map(({ source }) => source).filter((source) => !source.startsWith("terraform.io/builtin/")));
}

function schemaOf(root: string, source: string): ProviderSchema {
  if (source === "aliyun/alicloud") return readCachedSchema(root);
  throw new Error(`no schema of the provider ${source}`);
}

/** Ids that are written out in a configuration: of resources that somebody else has made. */
function literalIds(value: unknown, found = new Set<string>()): Set<string> {
  if (typeof value === "string" && isMadeUpId(value)) found.add(value);
  else if (typeof value === "object" && value !== null)
    for (const inner of Object.values(value)) literalIds(inner, found);
  return found;
}
