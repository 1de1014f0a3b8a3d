import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import type { Attribute, Block, NestedBlock } from "../../../tools/provider-schemas/model";
import { derivePrebuiltSchema, TypesNotInPackage } from "../../../tools/provider-schemas/prebuilt";
import { UnreadablePackage } from "../../../tools/provider-schemas/prebuilt-module";
import { packageFolder } from "../../support/rehearse/prebuilt-packages";

function resource(type: string): Block {
  const folder = packageFolder(type.slice(0, type.indexOf("_")));
  const { resource_schemas } = derivePrebuiltSchema(folder, { resources: [type], dataSources: [] });
  return resource_schemas[type]?.block as Block;
}

/** The block at a path of block names. */
function nested(block: Block, ...names: string[]): NestedBlock {
  const [first = "", ...rest] = names;
  const found = block.block_types?.[first] as NestedBlock;
  return rest.length === 0 ? found : nested(found.block, ...rest);
}

/** The attributes of a nested attribute. */
function membersOf(attribute: Attribute | undefined): Readonly<Record<string, Attribute>> {
  return attribute?.nested_type?.attributes ?? {};
}

/** All but the content of a nested block, or of each block in a block. */
const bounds = ({ nesting_mode, min_items, max_items }: NestedBlock) => [nesting_mode, min_items, max_items];
const blocksOf = (block: Block) =>
  Object.fromEntries(Object.entries(block.block_types ?? {}).map(([name, each]) => [name, bounds(each)]));

const OPTIONAL_BLOCK = ["list", undefined, undefined];
const ONE_AT_MOST = ["list", undefined, 1];
const EXACTLY_ONE = ["list", 1, 1];

describe("random", () => {
  test("random_password needs a length and computes the result", () => {
    expect(resource("random_password")).toEqual({
      attributes: expect.objectContaining({
        length: { type: "number", required: true },
        result: { type: "string", computed: true },
        bcrypt_hash: { type: "string", computed: true },
        id: { type: "string", computed: true },
        keepers: { type: ["map", "string"], optional: true },
        override_special: { type: "string", optional: true },
        special: { type: "bool", optional: true, computed: true },
        min_lower: { type: "number", optional: true, computed: true },
      }),
    });
  });

  test("random_id keeps Terraform's spelling of names", () => {
    const { attributes } = resource("random_id");
    expect(attributes?.b64_std).toEqual({ type: "string", computed: true });
    expect(attributes?.byte_length).toEqual({ type: "number", required: true });
  });

  test("random_shuffle takes and gives lists", () => {
    const { attributes } = resource("random_shuffle");
    expect(attributes?.input).toEqual({ type: ["list", "string"], required: true });
    expect(attributes?.result).toEqual({ type: ["list", "string"], computed: true });
  });

  test("the provider's configuration is empty: an alias is Terraform's own", () => {
    const { provider } = derivePrebuiltSchema(packageFolder("random"), { resources: [], dataSources: [] });
    expect(provider).toEqual({ version: 0, block: {} });
  });
});

describe("cloudflare", () => {
  test("cloudflare_dns_record has nested attributes, a set and a dynamic value", () => {
    const { attributes, block_types } = resource("cloudflare_dns_record");
    expect(block_types).toBeUndefined();
    expect(attributes).toMatchObject({
      zone_id: { type: "string", required: true },
      name: { type: "string", required: true },
      ttl: { type: "number", required: true },
      type: { type: "string", required: true },
      content: { type: "string", optional: true, computed: true },
      proxied: { type: "bool", optional: true, computed: true },
      tags: { type: ["set", "string"], optional: true, computed: true },
      created_on: { type: "string", computed: true },
      id: { type: "string", computed: true },
      data: { nested_type: { nesting_mode: "single" }, optional: true },
      settings: { nested_type: { nesting_mode: "single" }, optional: true, computed: true },
    });
    expect(attributes?.data).not.toHaveProperty("computed");
    expect(membersOf(attributes?.data).flags).toEqual({ type: "dynamic", optional: true });
    expect(membersOf(attributes?.settings).ipv4_only).toMatchObject({ type: "bool", optional: true });
  });

  test("cloudflare_ruleset has rules with nested action parameters", () => {
    const { attributes } = resource("cloudflare_ruleset");
    expect(attributes?.phase).toEqual({ type: "string", required: true });
    expect(attributes?.rules).toMatchObject({ nested_type: { nesting_mode: "list" }, optional: true });
    const rule = membersOf(attributes?.rules);
    expect(rule.action).toEqual({ type: "string", required: true });
    expect(rule.expression).toEqual({ type: "string", required: true });
    expect(rule.id).toEqual({ type: "string", computed: true });
    const parameters = membersOf(rule.action_parameters);
    expect(parameters.headers?.nested_type?.nesting_mode).toBe("map");
    expect(parameters.phases?.type).toEqual(["list", "string"]);
    expect(parameters.rules?.type).toEqual(["map", ["list", "string"]]);
    expect(membersOf(membersOf(parameters.edge_ttl).status_code_ttl).value).toEqual({ type: "number", required: true });
    expect(membersOf(rule.ratelimit).characteristics).toMatchObject({ required: true });
  });

  test("a zone setting's value, a map in the bindings, may be anything", () => {
    const { attributes } = resource("cloudflare_zone_setting");
    expect(attributes?.value).toEqual({ type: "dynamic", required: true });
    expect(attributes?.setting_id).toEqual({ type: "string", required: true });
  });

  test("cloudflare_notification_policy needs mechanisms, each a set", () => {
    const { mechanisms } = resource("cloudflare_notification_policy").attributes ?? {};
    const ids = { attributes: { id: { type: "string", optional: true } }, nesting_mode: "set" };
    expect(mechanisms).toEqual({
      nested_type: {
        attributes: {
          email: { nested_type: ids, optional: true },
          pagerduty: { nested_type: ids, optional: true },
          webhooks: { nested_type: ids, optional: true },
        },
        nesting_mode: "single",
      },
      required: true,
    });
  });

  test("a data source is not taken for the resource of the same name", () => {
    const types = { resources: ["cloudflare_zone"], dataSources: ["cloudflare_zone"] };
    const schema = derivePrebuiltSchema(packageFolder("cloudflare"), types);
    expect(schema.resource_schemas.cloudflare_zone?.block.attributes?.name).toEqual({ type: "string", required: true });
    const { name, zone_id, filter } = schema.data_source_schemas.cloudflare_zone?.block.attributes ?? {};
    expect(name).toEqual({ type: "string", computed: true });
    expect(zone_id).toMatchObject({ type: "string", optional: true });
    expect(filter).toMatchObject({ nested_type: { nesting_mode: "single" }, optional: true });
  });

  test("the provider's configuration takes a token", () => {
    const { provider } = derivePrebuiltSchema(packageFolder("cloudflare"), { resources: [], dataSources: [] });
    expect(provider.block.attributes?.api_token).toEqual({ type: "string", optional: true });
    expect(provider.block.attributes).not.toHaveProperty("alias");
  });
});

describe("kubernetes", () => {
  const METADATA = {
    annotations: { type: ["map", "string"], optional: true },
    generation: { type: "number", computed: true },
    labels: { type: ["map", "string"], optional: true },
    name: { type: "string", optional: true, computed: true },
    namespace: { type: "string", optional: true },
    resource_version: { type: "string", computed: true },
    uid: { type: "string", computed: true },
  };

  test("kubernetes_deployment_v1 has one metadata and one spec, and pods nested in it", () => {
    const block = resource("kubernetes_deployment_v1");
    expect(blocksOf(block)).toEqual({
      metadata: EXACTLY_ONE,
      spec: EXACTLY_ONE,
      timeouts: ["single", undefined, undefined],
    });
    expect(block.attributes).toEqual({
      id: { type: "string", optional: true, computed: true },
      wait_for_rollout: { type: "bool", optional: true },
    });
    expect(nested(block, "metadata").block.attributes).toMatchObject(METADATA);
    expect(blocksOf(nested(block, "spec").block)).toEqual({
      selector: ONE_AT_MOST,
      strategy: ONE_AT_MOST,
      template: EXACTLY_ONE,
    });
    expect(nested(block, "spec").block.attributes?.replicas).toEqual({
      type: "string",
      optional: true,
      computed: true,
    });
    expect(nested(block, "timeouts").block.attributes?.create).toEqual({ type: "string", optional: true });
  });

  test("its containers are as many as one likes, their ports and resources blocks", () => {
    const container = nested(resource("kubernetes_deployment_v1"), "spec", "template", "spec", "container");
    expect(bounds(container)).toEqual(OPTIONAL_BLOCK);
    expect(container.block.attributes?.name).toEqual({ type: "string", required: true });
    expect(container.block.attributes?.args).toEqual({ type: ["list", "string"], optional: true });
    expect(blocksOf(container.block)).toMatchObject({
      env: OPTIONAL_BLOCK,
      port: OPTIONAL_BLOCK,
      resources: ONE_AT_MOST,
      liveness_probe: ONE_AT_MOST,
    });
    expect(nested(container.block, "resources").block.attributes?.limits).toEqual({
      type: ["map", "string"],
      optional: true,
      computed: true,
    });
    expect(nested(container.block, "security_context", "capabilities").block.attributes?.drop).toEqual({
      type: ["list", "string"],
      optional: true,
    });
  });

  test("kubernetes_ingress_v1 has rules and a computed status of an object type", () => {
    const block = resource("kubernetes_ingress_v1");
    const path = nested(block, "spec", "rule", "http", "path");
    expect(bounds(nested(block, "spec", "rule"))).toEqual(OPTIONAL_BLOCK);
    expect(bounds(path)).toEqual(["list", 1, undefined]);
    expect(nested(path.block, "backend", "service").block.attributes?.name).toEqual({ type: "string", required: true });
    const ingress = ["list", ["object", { hostname: "string", ip: "string" }]];
    expect(block.attributes?.status).toEqual({
      type: ["list", ["object", { load_balancer: ["list", ["object", { ingress }]] }]],
      computed: true,
    });
  });

  test("kubernetes_cron_job_v1 has a schedule and pods in a job in a job template", () => {
    const block = resource("kubernetes_cron_job_v1");
    expect(nested(block, "spec").block.attributes?.schedule).toEqual({ type: "string", required: true });
    const pod = nested(block, "spec", "job_template", "spec", "template", "spec");
    expect(nested(pod.block, "container").block.attributes?.image).toEqual({ type: "string", optional: true });
  });

  test("kubernetes_horizontal_pod_autoscaler_v2 has bounds and a target", () => {
    const spec = nested(resource("kubernetes_horizontal_pod_autoscaler_v2"), "spec");
    expect(spec.block.attributes?.max_replicas).toEqual({ type: "number", required: true });
    expect(spec.block.attributes?.min_replicas).toMatchObject({ type: "number", optional: true });
    expect(bounds(nested(spec.block, "scale_target_ref"))).toEqual(EXACTLY_ONE);
    expect(bounds(nested(spec.block, "metric"))).toEqual(OPTIONAL_BLOCK);
    expect(nested(spec.block, "metric").block.attributes?.type).toEqual({ type: "string", required: true });
  });

  test("kubernetes_network_policy_v1 has ingress and egress rules of peers and ports", () => {
    const spec = nested(resource("kubernetes_network_policy_v1"), "spec");
    expect(spec.block.attributes?.policy_types).toEqual({ type: ["list", "string"], required: true });
    expect(bounds(nested(spec.block, "pod_selector"))).toEqual(EXACTLY_ONE);
    expect(bounds(nested(spec.block, "egress", "to"))).toEqual(OPTIONAL_BLOCK);
    expect(nested(spec.block, "ingress", "ports").block.attributes?.port).toEqual({ type: "string", optional: true });
    const requirement = nested(spec.block, "pod_selector", "match_expressions").block.attributes;
    expect(requirement?.values).toEqual({ type: ["set", "string"], optional: true });
  });

  test("kubernetes_config_map_v1 holds maps of strings", () => {
    const { attributes } = resource("kubernetes_config_map_v1");
    expect(attributes?.data).toEqual({ type: ["map", "string"], optional: true });
    expect(attributes?.immutable).toEqual({ type: "bool", optional: true });
  });

  test("kubernetes_secret_v1 takes its data write-only, with a revision beside it", () => {
    const { attributes } = resource("kubernetes_secret_v1");
    expect(attributes?.data).toEqual({ type: ["map", "string"], optional: true, computed: true });
    expect(attributes?.data_wo).toEqual({ type: ["map", "string"], optional: true, write_only: true });
    expect(attributes?.data_wo_revision).toEqual({ type: "number", optional: true });
  });

  test("kubernetes_manifest takes anything", () => {
    expect(resource("kubernetes_manifest").attributes?.manifest).toEqual({ type: "dynamic", required: true });
  });
});

describe("helm", () => {
  test("helm_release takes values, and settings as nested attributes", () => {
    const { attributes, block_types } = resource("helm_release");
    expect(block_types).toBeUndefined();
    expect(attributes).toMatchObject({
      name: { type: "string", required: true },
      chart: { type: "string", required: true },
      values: { type: ["list", "string"], optional: true },
      version: { type: "string", optional: true, computed: true },
      id: { type: "string", computed: true },
      metadata: { nested_type: { nesting_mode: "single" }, computed: true },
    });
    expect(attributes?.set).toEqual({
      nested_type: {
        attributes: {
          name: { type: "string", required: true },
          type: { type: "string", optional: true, computed: true },
          value: { type: "string", optional: true },
        },
        nesting_mode: "list",
      },
      optional: true,
    });
    expect(membersOf(attributes?.metadata).revision).toEqual({ type: "number", computed: true });
  });

  test("what is in a write-only attribute is write-only", () => {
    const { set_wo } = resource("helm_release").attributes ?? {};
    expect(set_wo).toMatchObject({ nested_type: { nesting_mode: "list" }, optional: true, write_only: true });
    expect(membersOf(set_wo).name).toEqual({ type: "string", required: true, write_only: true });
  });

  test("the provider's configuration says which cluster", () => {
    const { provider } = derivePrebuiltSchema(packageFolder("helm"), { resources: [], dataSources: [] });
    const kubernetes = membersOf(provider.block.attributes?.kubernetes);
    expect(kubernetes.config_paths).toEqual({ type: ["list", "string"], optional: true });
    expect(membersOf(kubernetes.exec).command).toEqual({ type: "string", required: true });
  });
});

describe("what cannot be derived", () => {
  test("types that the package does not have are all named, with the package", () => {
    const types = { resources: ["random_pet", "random_pets"], dataSources: ["random_pet"] };
    const derive = () => derivePrebuiltSchema(packageFolder("random"), types);
    expect(derive).toThrow(TypesNotInPackage);
    expect(derive).toThrow(
      "@cdktf/provider-random has no resource random_pets.\n@cdktf/provider-random has no data source random_pet.",
    );
  });

  test("a package that jsii did not build is refused", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "package-"));
    const derive = () => derivePrebuiltSchema(folder, { resources: [], dataSources: [] });
    try {
      expect(derive).toThrow(UnreadablePackage);
      mkdirSync(path.join(folder, "lib/provider"), { recursive: true });
      writeFileSync(path.join(folder, "lib/provider/index.js"), "exports.P = class {};\n");
      expect(derive).toThrow(`${folder}/lib/provider/index.js has no TypeScript in its source map`);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
