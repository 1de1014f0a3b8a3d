import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, jest, test } from "@jest/globals";
import { App, LocalBackend, type TerraformProvider, type TerraformResource, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { readCachedSchema } from "../../../tools/provider-schemas/cached";
import type { ProviderSchema } from "../../../tools/provider-schemas/model";
import { derivePrebuiltSchema } from "../../../tools/provider-schemas/prebuilt";
import { findModule } from "../../../tools/provider-schemas/prebuilt-module";
import { readServiceValues } from "../../../tools/rehearse/cloud/service-values";
import { findSubResources } from "../../../tools/rehearse/cloud/sub-resources";
import { readBehaviour } from "../../../tools/rehearse/provider/behaviour";
import { runStep, type StepResult } from "../../../tools/rehearse/run/rehearsal";
import { startSimulator } from "../../../tools/rehearse/run/simulator";
import { isEmpty, type Value } from "../../../tools/rehearse/values/value";
import { readAssembly } from "../../../tools/terraform/assembly";
import { PROJECT_ROOT } from "../../support/project-root";
import { acceptableConfiguration } from "../../support/rehearse/acceptable-configuration";
import { packageFolder } from "../../support/rehearse/prebuilt-packages";
import { forBindings } from "../../support/terraform/configurations";

const require = createRequire(__filename);

const PREBUILT: Record<string, readonly string[]> = {
  cloudflare: [
    "account_token",
    "argo_tiered_caching",
    "authenticated_origin_pulls_certificate",
    "authenticated_origin_pulls_settings",
    "bot_management",
    "dns_record",
    "healthcheck",
    "notification_policy",
    "notification_policy_webhooks",
    "origin_ca_certificate",
    "ruleset",
    "tiered_cache",
    "zone",
    "zone_setting",
  ],
  kubernetes: [
    "config_map_v1",
    "cron_job_v1",
    "daemon_set_v1",
    "deployment_v1",
    "horizontal_pod_autoscaler_v2",
    "ingress_class_v1",
    "ingress_v1",
    "job_v1",
    "limit_range_v1",
    "namespace_v1",
    "network_policy_v1",
    "persistent_volume_claim_v1",
    "pod_disruption_budget_v1",
    "priority_class_v1",
    "resource_quota_v1",
    "role_binding_v1",
    "role_v1",
    "secret_v1",
    "service_account_v1",
    "service_v1",
    "stateful_set_v1",
    "storage_class_v1",
  ],
  helm: ["release"],
  random: ["id", "integer", "password", "pet", "shuffle", "string", "uuid"],
};

type ResourceClass = new (scope: Construct, id: string, config: object) => TerraformResource;
type ProviderClass = new (scope: Construct, id: string, config: object) => TerraformProvider;

/** The class of a binding: the one that goes by the type's name. */
function classOf(module: Record<string, unknown>, type: string): ResourceClass {
  const found = Object.values(module).find(
    (each) => typeof each === "function" && (each as { tfResourceType?: string }).tfResourceType === type,
  );
  if (!found) throw new Error(`no class of ${type}`);
  return found as ResourceClass;
}

function prebuilt(name: string): { schema: ProviderSchema; load: (type: string) => ResourceClass } {
  const folder = packageFolder(name);
  const types = (PREBUILT[name] ?? []).map((type) => `${name}_${type}`);
  return {
    schema: derivePrebuiltSchema(folder, { resources: types, dataSources: [] }),
    load: (type) => classOf(require(findModule(folder, "resource", type) ?? ""), type),
  };
}

let scratch: string;
beforeEach(() => {
  scratch = mkdtempSync(path.join(tmpdir(), "every-type-"));
});
afterEach(() => rmSync(scratch, { recursive: true }));

const behaviour = readBehaviour(PROJECT_ROOT);

/** Is refused but for a group whose template has changed: __tests__/stacks/region/rollout.terraform.test.ts has those. */
const REFRESH = "alicloud_ess_instance_refresh";

const subResources = findSubResources(readCachedSchema(PROJECT_ROOT));
const serviceValues = readServiceValues(PROJECT_ROOT);

/**
 * What a configuration of a type has to leave to its service, as it would have to in an account: values that the service
 * gives where it was told none, and what other resources set.
 */
function leftToService(type: string): string[] {
  const given = Object.entries(serviceValues[type] ?? {}).filter(([, { value }]) => !isEmpty(value as Value));
  const parts = subResources.filter(({ parent }) => parent === type);
  return [...given.map(([name]) => name), ...parts.map(({ attribute }) => attribute)];
}

/** Deploys two resources of every type of a schema, one that says the least and one that says all. */
async function rehearse(
  name: string,
  schema: ProviderSchema,
  load: (type: string) => ResourceClass,
  provider: ProviderClass,
): Promise<{ steps: StepResult[]; held: number }> {
  const app = new App({ outdir: scratch, stackTraces: false });
  const stack = new TerraformStack(app, name);
  new LocalBackend(stack, { path: "state.tfstate" });
  new provider(stack, "provider", {});
  for (const [type, { block }] of Object.entries(schema.resource_schemas)) {
    if (type === REFRESH) continue;
    const Resource = load(type);
    for (const extent of ["minimal", "full"] as const) {
      const config = forBindings(block, acceptableConfiguration(type, block, behaviour[type] ?? {}, extent));
      new Resource(stack, `${type}-${extent}`, { ...config, lifecycle: { ignoreChanges: leftToService(type) } });
    }
  }
  app.synth();
  const stacks = readAssembly(scratch);
  const simulator = await startSimulator(PROJECT_ROOT, stacks);
  const observer = { begin: () => {}, end: () => {} };
  try {
    const steps = [];
    for (const step of ["deploy", "second plan", "destroy"] as const) {
      steps.push(...(await runStep(step, stacks, simulator, observer)));
    }
    return { steps, held: simulator.cloud.all().length };
  } finally {
    simulator.stop();
  }
}

function expectWhole(steps: readonly StepResult[], held: number): void {
  expect(steps.map(({ step, error }) => ({ step, error }))).toEqual([
    { step: "deploy" },
    { step: "second plan" },
    { step: "destroy" },
  ]);
  expect(held).toBe(0);
}

describe("a least and a full configuration of every type", () => {
  test.each(Object.keys(PREBUILT))("deploys, plans empty and destroys: %s", async (name) => {
    const { schema, load } = prebuilt(name);
    const provider = Object.values(require(path.join(packageFolder(name), "lib/provider")))[0] as ProviderClass;
    const { steps, held } = await rehearse(name, schema, load, provider);
    expectWhole(steps, held);
  });

  test("deploys, plans empty and destroys: alicloud, every type that the bindings cover", async () => {
    const load = (type: string) => {
      const module = type.replace("alicloud_", "").replaceAll("_", "-");
      return classOf(jest.requireActual(`@cdktf/provider-alicloud/lib/${module}`), type);
    };
    const { AlicloudProvider } = jest.requireActual<{ AlicloudProvider: ProviderClass }>(
      "@cdktf/provider-alicloud/lib/provider",
    );
    const { steps, held } = await rehearse("alicloud", readCachedSchema(PROJECT_ROOT), load, AlicloudProvider);
    expectWhole(steps, held);
  });
});
