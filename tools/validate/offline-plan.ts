import { writeFileSync } from "node:fs";
import path from "node:path";
import { readCachedSchema } from "../provider-schemas/cached";
import type { AssemblyStack, StackConfiguration } from "../terraform/assembly";
import { terraform } from "../terraform/terraform";
import { CloudApi } from "./cloud-api";
import { type Diagnostic, readPlan } from "./diagnostics";

/** What a plan found. */
export interface PlanResult {
  readonly ok: boolean;
  readonly diagnostics: readonly Diagnostic[];
  /** How many resources it would create. */
  readonly planned: number;
}

/** Keys that are no keys. */
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

/**
 * Plans an initialized stack against an empty state and without a network: what data sources ask, a {@link CloudApi} on
 * this machine answers.
 *
 * @param stack a file is added to its folder
 * @param root the project's folder
 * @param variables to run Terraform with
 */
export async function planOffline(
  { folder, configuration }: AssemblyStack,
  root: string,
  variables: Readonly<Record<string, string>>,
): Promise<PlanResult> {
  const api = await CloudApi.start();
  try {
    writeOverride(folder, configuration, offlineAlicloud(root, api.host));
    const args = ["plan", "-json", "-input=false", "-refresh=false", "-lock=false"];
    const environment = { ...OFFLINE_VARIABLES, ...api.variables, ...variables };
    const { stdout, stderr, exitCode } = await terraform(args, folder, environment);
    const { diagnostics, planned } = readPlan(stdout);
    const isExplained = exitCode === 0 || diagnostics.length > 0;
    const unexplained: Diagnostic = { severity: "error", summary: "plan failed", detail: stderr };
    return { ok: exitCode === 0, diagnostics: isExplained ? diagnostics : [unexplained], planned };
  } finally {
    await api.stop();
  }
}

/** Settings of the Alibaba Cloud provider that keep it from asking the cloud itself anything. */
function offlineAlicloud(root: string, host: string): object {
  const { endpoints } = readCachedSchema(root).provider.block.block_types ?? {};
  const services = Object.keys(endpoints?.block.attributes ?? {});
  return {
    skip_region_validation: true,
    account_type: "Domestic",
    protocol: "HTTP",
    endpoints: [Object.fromEntries(services.map((service) => [service, host]))],
  };
}

/** One override per configured provider, aliases included: Terraform merges it into the provider's own block. */
function writeOverride(folder: string, { provider }: StackConfiguration, settings: object): void {
  const blocks = provider?.alicloud?.map(({ alias }) => ({ ...(alias && { alias }), ...settings })) ?? [];
  if (blocks.length === 0) return;
  writeFileSync(path.join(folder, "offline_override.tf.json"), JSON.stringify({ provider: { alicloud: blocks } }));
}
