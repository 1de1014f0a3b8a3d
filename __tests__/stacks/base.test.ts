import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import { owner } from "../../environments/owner";
import { FIXTURE_OWNER } from "../support/fixture/fixture";
import { fixtureStacks } from "../support/fixture/stacks";
import { PROJECT_ROOT } from "../support/project-root";
import { realStacks } from "../support/real-environments";
import { type Block, operatorOutputs } from "../support/synthesis";

const stacks = fixtureStacks();

/** What rules are held of: the fixture, and the environments of this project, whatever they are. */
const SUBJECTS = [
  { whose: "the fixture", stacks, project: FIXTURE_OWNER.project },
  { whose: "this project", stacks: realStacks(), project: owner.project },
];

/** Each platform environment with each of its stacks. */
const PLATFORM_STACKS = ["disaster-recovery", "production", "staging"].flatMap((environment) => {
  // Visitors do not come to disaster recovery by a name of its own, and it has no hosts yet.
  const serving = environment === "disaster-recovery" ? [] : ["edge", "rollout"];
  const stacks = ["compute", "data", "identity", "network", "operations", ...serving].sort();
  return stacks.map((stack) => [environment, stack] as const);
});

/** The types that the provider's schema gives a map of tags. */
function taggableTypes(): string[] {
  const { schemaFile } = require("../../tools/bindings/provider.cjs");
  const { provider_schemas } = JSON.parse(readFileSync(schemaFile(PROJECT_ROOT), "utf8"));
  const [provider] = Object.values<Block>(provider_schemas);
  return Object.entries<Block>(provider?.resource_schemas)
    .filter(([, schema]) => "tags" in schema.block.attributes)
    .map(([type]) => type);
}

/** The places of objects without a property, as paths. */
function emptyObjects(value: unknown, place = ""): string[] {
  if (typeof value !== "object" || value === null) return [];
  const entries = Object.entries(value);
  if (entries.length === 0 && !Array.isArray(value)) return [place];
  return entries.flatMap(([key, inner]) => emptyObjects(inner, `${place}/${key}`));
}

describe("every stack", () => {
  test("is named after its environment and itself, unless it exists once in an account", () => {
    expect(Object.keys(stacks).sort()).toEqual([
      "account",
      ...PLATFORM_STACKS.map(([environment, stack]) => `${environment}-${stack}`),
      "state",
    ]);
  });

  test("keeps its state in OSS, locked and encrypted, under a key of its own", () => {
    const keys = Object.entries(stacks)
      .filter(([id]) => id !== "state")
      .map(([, { json }]) => {
        const { oss } = json.terraform.backend;
        expect(oss).toMatchObject({
          bucket: "ainav-terraform-state-1234567890123456",
          region: "cn-hongkong",
          encrypt: true,
          acl: "private",
          tablestore_endpoint: "https://ainav-0123456.cn-hongkong.ots.aliyuncs.com",
          tablestore_table: "terraform_locks",
        });
        expect(JSON.stringify(oss)).not.toMatch(/access_key|secret_key|security_token/);
        return `${oss.prefix}/${oss.key}`;
      });
    expect(keys.sort()).toEqual([
      "ainav/account/account",
      ...PLATFORM_STACKS.map(([environment, stack]) => `ainav/${environment}/${stack}`),
    ]);
  });

  test("keeps its state in a relative file beside cdktf.out when the backend is local", () => {
    const local = fixtureStacks({ stateBackend: "local", stateStackBackend: "oss" });
    expect(Object.fromEntries(Object.entries(local).map(([id, { json }]) => [id, json.terraform.backend]))).toEqual({
      account: { local: { path: "../../../tfstate/account/account.tfstate" } },
      state: { local: { path: "../../../tfstate/account/state.tfstate" } },
      ...Object.fromEntries(
        PLATFORM_STACKS.map(([environment, stack]) => [
          `${environment}-${stack}`,
          { local: { path: `../../../tfstate/${environment}/${stack}.tfstate` } },
        ]),
      ),
    });
  });
});

describe.each(SUBJECTS)("every stack of $whose", ({ stacks, project }) => {
  test("asks for the provider versions that its bindings are of, and signs OSS requests with V4", () => {
    const { terraformProviders } = JSON.parse(readFileSync(path.join(PROJECT_ROOT, "cdktf.json"), "utf8"));
    for (const { json } of Object.values(stacks)) {
      const { version, source } = json.terraform.required_providers.alicloud;
      expect(source).toBe("aliyun/alicloud");
      expect(terraformProviders).toEqual([`${source}@${version}`]);
      for (const { region, sign_version } of json.provider.alicloud) {
        expect(region).toEqual(expect.any(String));
        expect(sign_version).toEqual({ oss: "v4" });
      }
    }
  });

  test("tags every resource that the provider can tag", () => {
    const taggable = taggableTypes();
    const found = Object.entries(stacks).flatMap(([id, { json }]) =>
      taggable.flatMap((type) =>
        Object.entries<Block>(json.resource[type] ?? {}).map(([name, { tags }]) => ({ id, type, name, tags })),
      ),
    );
    const named = { environment: expect.any(String), stack: expect.any(String) };
    for (const resource of found)
      expect(resource).toMatchObject({ tags: { project, ...named, "managed-by": "terraform" } });
    expect(found).not.toEqual([]);
  });

  test("has no placeholder, empty object or absolute path in its JSON", () => {
    for (const [id, { json }] of Object.entries(stacks)) {
      const { "//": _, ...content } = json;
      const text = JSON.stringify(content);
      expect([id, text.match(/.{0,40}(TfToken|undefined|\[object).{0,40}/)?.[0]]).toEqual([id, undefined]);
      // A provider without arguments is an empty object, rightly.
      expect([id, emptyObjects({ ...content, provider: {} }).filter((place) => place !== "/provider")]).toEqual([
        id,
        [],
      ]);
      expect([id, text.includes(process.cwd())]).toEqual([id, false]);
    }
  });

  test("describes each of its outputs, and marks none of them as secret", () => {
    for (const stack of Object.values(stacks)) {
      for (const output of Object.values(operatorOutputs(stack))) {
        expect(output.description).toEqual(expect.any(String));
        expect(output.sensitive).toBeUndefined();
      }
    }
  });
});
