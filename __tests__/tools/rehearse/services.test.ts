import { beforeEach, describe, expect, test } from "@jest/globals";
import { readCachedSchema } from "../../../tools/provider-schemas/cached";
import { Cloud } from "../../../tools/rehearse/cloud/cloud";
import { findSubResources } from "../../../tools/rehearse/cloud/sub-resources";
import type { TypeBehaviour } from "../../../tools/rehearse/provider/behaviour";
import { SimulatedProvider } from "../../../tools/rehearse/provider/provider";
import { isObject, type ObjectValue } from "../../../tools/rehearse/values/value";
import { PROJECT_ROOT } from "../../support/project-root";

const schema = readCachedSchema(PROJECT_ROOT);
const source = "provider: example.go: an example";
const values = {
  alicloud_log_store_index: { max_text_len: { value: 2048, source }, log_reduce: { value: false, source } },
  alicloud_alb_server_group: { sticky_session_config: { value: [{ cookie_timeout: 1000 }], source } },
};

let behaviour: Record<string, TypeBehaviour>;
let cloud: Cloud;
beforeEach(() => {
  behaviour = {
    alicloud_log_store_index: {
      readBack: ["max_text_len", "log_reduce", "log_reduce_white_list"],
      optionalNotComputed: ["max_text_len", "log_reduce", "log_reduce_white_list"],
    },
    alicloud_alb_server_group: { readBack: ["sticky_session_config"], optionalNotComputed: ["sticky_session_config"] },
    alicloud_oss_bucket: {
      readBack: ["policy", "cors_rule"],
      optionalNotComputed: ["policy", "cors_rule", "lifecycle_rule"],
      default: { storage_class: "Standard", "lifecycle_rule.prefix": "" },
      forceNew: ["storage_class"],
    },
    alicloud_ess_scaling_group: { readBack: ["alb_server_group"], optionalNotComputed: ["alb_server_group"] },
    alicloud_ram_policy: { diffSuppressed: ["policy_document"] },
    alicloud_vpn_connection: { forceNew: ["ike_config.psk"] },
  };
  cloud = new Cloud("services", undefined, { schema, behaviour, values });
});

/** A configuration as Terraform hands it over: null, or no blocks, for what it does not say. */
function configured(type: string, config: ObjectValue): ObjectValue {
  const { attributes = {}, block_types = {} } = schema.resource_schemas[type]?.block ?? {};
  const blocks = Object.entries(block_types).map(([name, { nesting_mode }]) => [
    name,
    nesting_mode === "single" ? null : [],
  ]);
  const empty = Object.fromEntries([...Object.keys(attributes).map((name) => [name, null]), ...blocks]);
  return { ...empty, ...config };
}

/** Terraform's own proposal of an update: what the provider decides stays. */
function proposal(type: string, prior: ObjectValue, config: ObjectValue): ObjectValue {
  const { attributes = {} } = schema.resource_schemas[type]?.block ?? {};
  const wanted = configured(type, config);
  const kept = Object.entries(attributes)
    .filter(([name, { computed }]) => computed && wanted[name] === null)
    .map(([name]) => [name, prior[name] ?? null]);
  return { ...wanted, ...Object.fromEntries(kept) };
}

const provider = () => new SimulatedProvider("aliyun/alicloud", schema, cloud, behaviour);

function asState(value: unknown): ObjectValue {
  return value as ObjectValue;
}

async function create(type: string, config: ObjectValue): Promise<ObjectValue> {
  const { planned } = provider().plan(type, null, configured(type, config));
  const { value, diagnostics } = await provider().apply(type, null, planned);
  expect(diagnostics).toEqual([]);
  return asState(value);
}

/** The attributes that the next plan of an unchanged configuration would change. */
function planned(type: string, state: ObjectValue, config: ObjectValue): string[] {
  const prior = provider().read(type, state) ?? {};
  const { planned: next } = provider().plan(type, prior, proposal(type, prior, config));
  return Object.keys(prior).filter(
    (name) => isObject(next) && JSON.stringify(next[name]) !== JSON.stringify(prior[name]),
  );
}

describe("a service that was not told everything", () => {
  const index = { project: "p", logstore: "s" };

  test("answers with its own values, else with nothing", async () => {
    const made = await create("alicloud_log_store_index", index);
    expect(made).toMatchObject({ max_text_len: 2048, log_reduce: false, log_reduce_white_list: [] });
    const group = await create("alicloud_alb_server_group", { server_group_name: "g" });
    expect(group.sticky_session_config).toMatchObject([{ cookie: null, cookie_timeout: 1000 }]);
  });

  test("makes a difference of its own values in every plan, and of nothing in none", async () => {
    const made = await create("alicloud_log_store_index", index);
    expect(planned("alicloud_log_store_index", made, index)).toEqual(["max_text_len"]);
    const told = { ...index, max_text_len: 2048 };
    const { planned: next } = provider().plan(
      "alicloud_log_store_index",
      made,
      proposal("alicloud_log_store_index", made, told),
    );
    const { value } = await provider().apply("alicloud_log_store_index", made, next);
    expect(planned("alicloud_log_store_index", asState(value), told)).toEqual([]);
  });

  test("goes back to its own value when it is told no more", async () => {
    const made = await create("alicloud_log_store_index", { ...index, max_text_len: 4096 });
    const { planned: next } = provider().plan(
      "alicloud_log_store_index",
      made,
      proposal("alicloud_log_store_index", made, index),
    );
    const { value } = await provider().apply("alicloud_log_store_index", made, next);
    expect(value).toMatchObject({ max_text_len: 2048 });
  });
});

describe("a service that was told a document", () => {
  const statement = '{"Version": "1", "Statement": [{"Effect": "Allow", "Action": "oss:GetObject", "Resource": "*"}]}';

  test("writes it in its own way, which is no difference", async () => {
    const config = { policy_name: "p", policy_document: statement };
    const made = await create("alicloud_ram_policy", config);
    expect(made.policy_document).toBe(
      '{"Statement":[{"Action":"oss:GetObject","Effect":"Allow","Resource":"*"}],"Version":"1"}',
    );
    expect(planned("alicloud_ram_policy", made, config)).toEqual([]);
    const other = { ...config, policy_document: statement.replace("GetObject", "PutObject") };
    expect(planned("alicloud_ram_policy", made, other)).toEqual(["policy_document"]);
  });
});

describe("a document that the provider compares letter by letter", () => {
  test("is a difference in every plan, unless it is as the provider writes it", async () => {
    const addon = (config: string) => ({ cluster_id: "c1", name: "helper", config });
    for (const [config, differences] of [
      ['{"b":1,"a":[{"d":1,"c":2}]}', ["config"]],
      ['{"a":[{"c":2,"d":1}],"b":1}', []],
    ] as const) {
      const made = await create("alicloud_cs_kubernetes_addon", addon(config));
      expect(planned("alicloud_cs_kubernetes_addon", made, addon(config))).toEqual(differences);
      await provider().apply("alicloud_cs_kubernetes_addon", made, null);
    }
  });
});

describe("a provider of Terraform's SDK", () => {
  test("plans its defaults, in blocks too", () => {
    const config = { bucket: "b", lifecycle_rule: [{ id: "r", prefix: null }] };
    const { planned: next } = provider().plan("alicloud_oss_bucket", null, configured("alicloud_oss_bucket", config));
    expect(next).toMatchObject({ storage_class: "Standard", lifecycle_rule: [{ id: "r", prefix: "" }] });
  });

  test("makes a resource anew for what cannot be changed in a block", async () => {
    const config = (psk: string) => ({ ike_config: [{ psk, ike_lifetime: 1 }] });
    const made = await create("alicloud_vpn_connection", config("one"));
    const plan = (block: ObjectValue) =>
      provider().plan("alicloud_vpn_connection", made, proposal("alicloud_vpn_connection", made, block))
        .requiresReplace;
    expect(plan(config("two"))).toEqual(["ike_config"]);
    expect(plan({ ike_config: [{ psk: "one", ike_lifetime: 2 }] })).toEqual([]);
  });
});

describe("a sub-resource", () => {
  const rule = { allowed_methods: ["GET"], allowed_origins: ["*"] };

  test("is found by the names of types and arguments", () => {
    expect(findSubResources(schema).map(({ type, parent, attribute }) => `${type} → ${parent}.${attribute}`)).toEqual(
      expect.arrayContaining([
        "alicloud_ess_alb_server_group_attachment → alicloud_ess_scaling_group.alb_server_group",
        "alicloud_oss_bucket_acl → alicloud_oss_bucket.acl",
        "alicloud_oss_bucket_cors → alicloud_oss_bucket.cors_rule",
        "alicloud_oss_bucket_policy → alicloud_oss_bucket.policy",
      ]),
    );
  });

  test("is given back by its parent, whose next plan would take it away", async () => {
    const bucket = await create("alicloud_oss_bucket", { bucket: "b" });
    expect(planned("alicloud_oss_bucket", bucket, { bucket: "b" })).toEqual([]);
    await create("alicloud_oss_bucket_policy", { bucket: "b", policy: "{}" });
    await create("alicloud_oss_bucket_cors", { bucket: "b", cors_rule: [rule] });
    expect(provider().read("alicloud_oss_bucket", bucket)).toMatchObject({ policy: "{}", cors_rule: [rule] });
    expect(planned("alicloud_oss_bucket", bucket, { bucket: "b" }).sort()).toEqual(["cors_rule", "policy"]);
  });

  test("is deleted in the cloud when the parent's update takes it away, and not by another update", async () => {
    const bucket = await create("alicloud_oss_bucket", { bucket: "b" });
    const policy = await create("alicloud_oss_bucket_policy", { bucket: "b", policy: "{}" });
    const prior = provider().read("alicloud_oss_bucket", bucket) ?? {};
    await provider().apply("alicloud_oss_bucket", prior, { ...prior, tags: { changed: "yes" } });
    expect(provider().read("alicloud_oss_bucket_policy", policy)).not.toBeNull();
    await provider().apply("alicloud_oss_bucket", prior, { ...prior, policy: null });
    expect(provider().read("alicloud_oss_bucket_policy", policy)).toBeNull();
    expect(provider().read("alicloud_oss_bucket", bucket)).toMatchObject({ policy: "" });
  });

  test("is one of several that its parent lists", async () => {
    const group = await create("alicloud_ess_scaling_group", { scaling_group_name: "g" });
    for (const port of [3000, 8001]) {
      const attachment = { scaling_group_id: group.id ?? null, alb_server_group_id: "sgp-one", port, weight: 100 };
      await create("alicloud_ess_alb_server_group_attachment", attachment);
    }
    expect(provider().read("alicloud_ess_scaling_group", group)?.alb_server_group).toEqual([
      { alb_server_group_id: "sgp-one", port: 3000, weight: 100 },
      { alb_server_group_id: "sgp-one", port: 8001, weight: 100 },
    ]);
  });
});
