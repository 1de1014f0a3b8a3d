import { writeFileSync } from "node:fs";
import path from "node:path";
import type { AssemblyStack, StackConfiguration } from "../assembly/assembly";
import { terraform } from "../terraform";
import type { ProviderCheck } from "./providers";
import type { RehearsedStates } from "./rehearsed-states";

/** What Terraform says of a configuration. */
export interface Diagnostic {
  readonly severity: "error" | "warning";
  readonly summary: string;
  readonly detail?: string;
  readonly address?: string;
}

export interface StackResult {
  readonly stack: string;
  /** `unchecked`: something that the check needs is not to be had here; `reasons` names it. */
  readonly status: "valid" | "invalid" | "unchecked";
  readonly reasons: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  /** How many resources a plan would create; absent without a plan. */
  readonly planned?: number;
}

/** Keys that are no keys, and settings that keep the provider from asking the cloud anything. */
const OFFLINE_VARIABLES = {
  ALICLOUD_ACCESS_KEY: "offline",
  ALICLOUD_SECRET_KEY: "offline",
  ALICLOUD_SECURITY_TOKEN: undefined,
  ALICLOUD_PROFILE: undefined,
  ALIBABA_CLOUD_ACCESS_KEY_ID: "offline",
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: "offline",
  ALIBABA_CLOUD_SECURITY_TOKEN: undefined,
  ALIBABA_CLOUD_PROFILE: undefined,
} as const;
const OFFLINE_ALICLOUD = { skip_region_validation: true, account_type: "Domestic" };

/**
 * Checks one synthesized stack with Terraform and the real providers.
 *
 * @param stack files are added to its folder
 * @param plan whether to plan too, against an empty state and without network
 * @param states what stands for the states of other stacks in a plan
 */
export async function checkStack(
  stack: AssemblyStack,
  providers: ProviderCheck,
  plan: boolean,
  states?: RehearsedStates,
): Promise<StackResult> {
  const { name, folder, configuration } = stack;
  const required = Object.values(configuration.terraform?.required_providers ?? {});
  const availability = await Promise.all(required.map((provider) => providers.check(provider)));
  const lacking = availability.filter(({ reason }) => reason !== undefined);
  if (lacking.length > 0) {
    const reasons = lacking.map(({ source, version }) => `no provider ${source} ${version}`);
    return { stack: name, status: "unchecked", reasons, diagnostics: [] };
  }

  writeOfflineOverride(folder, configuration);
  const plugins = availability.map(({ pluginFolder }) => `-plugin-dir=${pluginFolder}`);
  const init = await terraform(["init", "-backend=false", "-input=false", "-no-color", ...plugins], folder);
  if (init.exitCode !== 0) return invalid(name, { severity: "error", summary: "init failed", detail: init.stderr });

  const validation = await terraform(["validate", "-json"], folder);
  const { valid, diagnostics } = readValidation(validation.stdout);
  if (!valid) return { stack: name, status: "invalid", reasons: [], diagnostics };
  const result: StackResult = { stack: name, status: "valid", reasons: [], diagnostics };
  return plan ? planStack(stack, plugins, result, states) : result;
}

async function planStack(
  stack: AssemblyStack,
  plugins: readonly string[],
  validated: StackResult,
  states: RehearsedStates | undefined,
): Promise<StackResult> {
  const { folder, configuration } = stack;
  const others = Object.keys(configuration.data?.terraform_remote_state ?? {});
  if (others.length > 0 && !states) {
    const reasons = [`no plan: it reads states that exist only after a deploy (${others.join(", ")})`];
    return { ...validated, status: "unchecked", reasons };
  }
  states?.placeFor(stack);
  const init = await terraform(["init", "-input=false", "-no-color", ...plugins], folder);
  if (init.exitCode !== 0) {
    return invalid(validated.stack, { severity: "error", summary: "init failed", detail: init.stderr });
  }
  const args = ["plan", "-json", "-input=false", "-refresh=false", "-lock=false"];
  const { stdout, stderr, exitCode } = await terraform(args, folder, OFFLINE_VARIABLES);
  const { diagnostics, planned } = readPlan(stdout);
  if (exitCode === 0) return { ...validated, diagnostics, planned };
  if (diagnostics.length > 0) return { ...validated, status: "invalid", diagnostics };
  return invalid(validated.stack, { severity: "error", summary: "plan failed", detail: stderr });
}

function invalid(stack: string, diagnostic: Diagnostic): StackResult {
  return { stack, status: "invalid", reasons: [], diagnostics: [diagnostic] };
}

/** One override per configured provider, aliases included: Terraform merges it into the provider's own block. */
function writeOfflineOverride(folder: string, { provider }: StackConfiguration): void {
  const blocks = provider?.alicloud?.map(({ alias }) => ({ ...(alias && { alias }), ...OFFLINE_ALICLOUD })) ?? [];
  if (blocks.length === 0) return;
  writeFileSync(path.join(folder, "offline_override.tf.json"), JSON.stringify({ provider: { alicloud: blocks } }));
}

function readValidation(stdout: string): { valid: boolean; diagnostics: Diagnostic[] } {
  const { valid, diagnostics } = JSON.parse(stdout) as {
    valid: boolean;
    diagnostics: { severity: "error" | "warning"; summary: string; detail?: string; snippet?: { context?: string } }[];
  };
  return {
    valid,
    diagnostics: diagnostics.map(({ severity, summary, detail, snippet }) => ({
      severity,
      summary,
      detail,
      address: snippet?.context,
    })),
  };
}

/** `terraform plan -json` prints one object per line. */
function readPlan(stdout: string): { diagnostics: Diagnostic[]; planned: number } {
  const lines = stdout.split("\n").filter((line) => line.startsWith("{"));
  const events = lines.map((line) => JSON.parse(line) as { type: string; diagnostic?: Diagnostic });
  return {
    diagnostics: events.flatMap(({ diagnostic }) => (diagnostic ? [pickDiagnostic(diagnostic)] : [])),
    planned: events.filter(({ type }) => type === "planned_change").length,
  };
}

function pickDiagnostic({ severity, summary, detail, address }: Diagnostic): Diagnostic {
  return { severity, summary, detail, address };
}
