import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import execa from "execa";
import { schemaFile, TYPES_FILE } from "../../../tools/bindings/provider.cjs";
import { pruneSchema, UnknownTypes } from "../../../tools/bindings/prune";
import { cleanEnvironment, ProjectCopy } from "../../support/project-copy";
import { PROJECT_ROOT } from "../../support/project-root";

const FQPN = "registry.terraform.io/aliyun/alicloud";

let copy: ProjectCopy;
beforeAll(() => {
  copy = new ProjectCopy();
});
afterAll(() => copy.remove());

function generate(env: NodeJS.ProcessEnv = {}) {
  return execa(process.execPath, ["tools/bindings/generate.mjs"], {
    cwd: copy.root,
    env: { ...cleanEnvironment(), ...env },
    reject: false,
  });
}

describe("the committed schema", () => {
  test("has exactly the listed types, from the floor version of the constraint", () => {
    const schema = JSON.parse(readFileSync(schemaFile(PROJECT_ROOT), "utf8"));
    const { resources, dataSources } = JSON.parse(readFileSync(path.join(PROJECT_ROOT, TYPES_FILE), "utf8"));
    const provider = schema.provider_schemas[FQPN];
    expect(Object.keys(provider.resource_schemas)).toEqual([...resources].sort());
    expect(Object.keys(provider.data_source_schemas)).toEqual([...dataSources].sort());
    expect(schema.provider_versions).toEqual({ [FQPN]: "1.289.0" });
  });

  test("has the behaviour of every listed resource beside it", () => {
    const behaviour = JSON.parse(readFileSync(path.join(PROJECT_ROOT, "schemas/alicloud-behaviour.json"), "utf8"));
    const { resources } = JSON.parse(readFileSync(path.join(PROJECT_ROOT, TYPES_FILE), "utf8"));
    expect(Object.keys(behaviour).sort()).toEqual([...resources].sort());
  });

  test("lists types in alphabetical order, each once", () => {
    const { resources, dataSources } = JSON.parse(readFileSync(path.join(PROJECT_ROOT, TYPES_FILE), "utf8"));
    for (const list of [resources, dataSources]) expect(list).toEqual([...new Set<string>(list)].sort());
  });
});

describe("generating the bindings", () => {
  test("needs neither Terraform nor network, and does nothing when they are current", async () => {
    rmSync(path.join(copy.root, ".gen"), { recursive: true });
    const first = await generate({ PATH: "/nonexistent" });
    expect(first).toMatchObject({ exitCode: 0, stdout: ".gen: bindings of the types in schemas/alicloud-types.json" });
    expect(existsSync(path.join(copy.root, ".gen/providers/alicloud/vpc/index.ts"))).toBe(true);
    expect(await generate()).toMatchObject({ exitCode: 0, stdout: ".gen: up to date" });
  });

  test("makes a folder that whoever may read the project may read", () => {
    const folder = path.join(copy.root, ".gen");
    expect(statSync(folder).mode).toBe(statSync(path.join(folder, "providers")).mode);
  });

  test("happens again when the schema changed, and then knows the new types", async () => {
    const file = schemaFile(copy.root);
    const schema = JSON.parse(readFileSync(file, "utf8"));
    const { resource_schemas } = schema.provider_schemas[FQPN];
    resource_schemas.alicloud_novelty = resource_schemas.alicloud_vpc;
    writeFileSync(file, JSON.stringify(schema));
    expect(await generate()).toMatchObject({ exitCode: 0 });
    expect(existsSync(path.join(copy.root, ".gen/providers/alicloud/novelty/index.ts"))).toBe(true);
  });

  test("says what to do when the schema is missing, and leaves the old bindings", async () => {
    rmSync(schemaFile(copy.root));
    const { exitCode, stderr } = await generate();
    expect(exitCode).toBe(1);
    expect(stderr).toContain('the provider schema for "aliyun/alicloud@~> 1.289" is missing. Run `npm run bindings`');
    expect(existsSync(path.join(copy.root, ".gen/providers/alicloud/vpc/index.ts"))).toBe(true);
  });
});

describe("pruning a schema", () => {
  const all = {
    format_version: "1.0",
    provider_schemas: {
      "registry.opentofu.org/aliyun/alicloud": {
        provider: { block: {} },
        resource_schemas: { alicloud_oss_bucket: 1, alicloud_vpc: 2, alicloud_oss_bucket_acl: 3 },
        data_source_schemas: { alicloud_zones: 4 },
      },
    },
  };

  test("keeps the listed types, sorted, under the name that cdktf looks for", () => {
    const types = { resources: ["alicloud_vpc", "alicloud_oss_bucket"], dataSources: ["alicloud_zones"] };
    expect(pruneSchema(all, types, FQPN, "1.289.0")).toEqual({
      format_version: "1.0",
      provider_schemas: {
        [FQPN]: {
          provider: { block: {} },
          resource_schemas: { alicloud_oss_bucket: 1, alicloud_vpc: 2 },
          data_source_schemas: { alicloud_zones: 4 },
        },
      },
      provider_versions: { [FQPN]: "1.289.0" },
    });
  });

  test("names every type that the provider does not have, with the nearest that it has", () => {
    const types = { resources: ["alicloud_bucket_oss_acl", "alicloud_vpc"], dataSources: ["alicloud_images"] };
    const prune = () => pruneSchema(all, types, FQPN, "1.289.0");
    expect(prune).toThrow(UnknownTypes);
    expect(prune).toThrow(
      "alicloud_bucket_oss_acl is not a resource of this provider; it has alicloud_oss_bucket_acl, alicloud_oss_bucket.\n" +
        "alicloud_images is not a data source of this provider.",
    );
  });
});
