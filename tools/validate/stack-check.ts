import { writeFileSync } from "node:fs";
import path from "node:path";
import { providerName } from "../provider-schemas/prebuilt-package";
import { startSimulator } from "../rehearse/run/simulator";
import type { AssemblyStack } from "../terraform/assembly";
import { terraform } from "../terraform/terraform";
import { type Diagnostic, readValidation } from "./diagnostics";
import { planOffline } from "./offline-plan";
import type { ProviderAvailability, ProviderCheck } from "./providers";

export interface StackResult {
  readonly stack: string;
  /** `unchecked`: something that the check needs is not to be had here; `reasons` names it. */
  readonly status: "valid" | "invalid" | "unchecked";
  readonly reasons: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  /** Providers that a stand-in was taken for; absent when all were real. */
  readonly simulated?: readonly StandIn[];
  /** How many resources a plan would create; absent without a plan. */
  readonly planned?: number;
}

/** A simulated provider in the place of a real one. */
export interface StandIn {
  /** Such as `hashicorp/random`. */
  readonly source: string;
  /** What it knows, such as `types of @cdktf/provider-random`. */
  readonly from: string;
}

/**
 * Checks one synthesized stack with Terraform and the real providers. A provider that cannot be had is simulated: Alibaba
 * Cloud's by its own schema and behaviour, others by the types of their prebuilt packages.
 *
 * @param stack files are added to its folder
 * @param plan whether to plan too, against an empty state and without network
 * @param hasStates whether the states of other stacks are where a plan reads them
 */
export async function checkStack(
  stack: AssemblyStack,
  providers: ProviderCheck,
  plan: boolean,
  hasStates = false,
): Promise<StackResult> {
  const required = Object.values(stack.configuration.terraform?.required_providers ?? {});
  const availability = await Promise.all(required.map((provider) => providers.check(provider)));
  const lacking = availability.filter(({ reason }) => reason !== undefined);
  const lost = lacking.filter(({ simulated }) => simulated === undefined);
  if (lost.length > 0) {
    const reasons = lost.map(({ source, version }) => `no provider ${source} ${version}`);
    return { stack: stack.name, status: "unchecked", reasons, diagnostics: [] };
  }
  const real = availability.filter(({ reason }) => reason === undefined);
  const sources = lacking.map(({ source }) => providerName(source));
  const simulated = lacking.map(({ source, simulated: from = "" }) => ({ source: providerName(source), from }));
  if (sources.length === 0) return runChecks({ stack, real, root: providers.root, variables: {}, plan, hasStates });

  const simulator = await startSimulator(providers.root, [stack], { sources });
  try {
    const variables = { TF_REATTACH_PROVIDERS: besideOthers(simulator.variables.TF_REATTACH_PROVIDERS) };
    const result = await runChecks({ stack, real, root: providers.root, variables, plan, hasStates });
    return { ...result, simulated };
  } finally {
    simulator.stop();
  }
}

/** Adds the simulated providers to those that a developer of a provider has attached already. */
function besideOthers(reattach: string | undefined): string {
  const others = JSON.parse(process.env.TF_REATTACH_PROVIDERS || "{}");
  return JSON.stringify({ ...others, ...JSON.parse(reattach ?? "{}") });
}

interface Check {
  readonly stack: AssemblyStack;
  /** Providers to install from where they were found. */
  readonly real: readonly ProviderAvailability[];
  readonly root: string;
  /** Variables to run Terraform with. */
  readonly variables: Readonly<Record<string, string>>;
  readonly plan: boolean;
  readonly hasStates: boolean;
}

async function runChecks({ stack, real, root, variables, plan, hasStates }: Check): Promise<StackResult> {
  const { name, folder, configuration } = stack;
  const result: StackResult = { stack: name, status: "valid", reasons: [], diagnostics: [] };
  const invalid = (diagnostics: readonly Diagnostic[]): StackResult => ({ ...result, status: "invalid", diagnostics });
  const plugins = real.map(({ pluginFolder }) => `-plugin-dir=${pluginFolder}`);
  forgetState(folder);
  const init = await terraform(["init", "-input=false", "-no-color", ...plugins], folder, variables);
  if (init.exitCode !== 0) return invalid([{ severity: "error", summary: "init failed", detail: init.stderr }]);
  const { valid, diagnostics } = readValidation((await terraform(["validate", "-json"], folder, variables)).stdout);
  if (!valid) return invalid(diagnostics);
  if (!plan) return { ...result, diagnostics };

  const others = Object.keys(configuration.data?.terraform_remote_state ?? {});
  if (others.length > 0 && !hasStates) {
    const reasons = [`no plan: it reads states that exist only after a deploy (${others.join(", ")})`];
    return { ...result, status: "unchecked", reasons, diagnostics };
  }
  const { ok, ...found } = await planOffline(stack, root, variables);
  return ok ? { ...result, ...found } : invalid(found.diagnostics);
}

/** Lets the stack be planned against an empty state. The state that a rehearsal has left is for stacks that read it. */
function forgetState(folder: string): void {
  const backend = { local: { path: "none.tfstate" } };
  writeFileSync(path.join(folder, "state_override.tf.json"), JSON.stringify({ terraform: { backend } }));
}
