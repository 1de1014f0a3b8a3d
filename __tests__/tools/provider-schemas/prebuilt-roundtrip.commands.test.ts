import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import execa from "execa";
import { schemaFile } from "../../../tools/bindings/provider.cjs";
import type {
  Attribute,
  Block,
  NestedBlock,
  ProviderSchema,
  ResourceSchema,
} from "../../../tools/provider-schemas/model";
import { derivePrebuiltSchema } from "../../../tools/provider-schemas/prebuilt";
import { PROJECT_ROOT } from "../../support/project-root";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "roundtrip-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What is left of a schema when its bindings are generated and it is derived from those. */
async function roundTrip(schema: ProviderSchema): Promise<ProviderSchema> {
  const file = path.join(folder, "schema.json");
  const fqpn = "registry.terraform.io/test/sample";
  writeFileSync(
    file,
    JSON.stringify({
      format_version: "1.0",
      provider_schemas: { [fqpn]: schema },
      provider_versions: { [fqpn]: "1.0.0" },
    }),
  );
  await execa(process.execPath, [
    path.join(PROJECT_ROOT, "__tests__/support/rehearse/generate-package.mjs"),
    file,
    folder,
  ]);
  const types = {
    resources: Object.keys(schema.resource_schemas),
    dataSources: Object.keys(schema.data_source_schemas),
  };
  return derivePrebuiltSchema(folder, types);
}

/** The parts of a block that a package can tell. */
function tellable({ attributes = {}, block_types = {} }: Block): Block {
  const attribute = ({ type, nested_type, required, optional, computed }: Attribute): Attribute => ({
    ...(nested_type
      ? { nested_type: { ...nested_type, attributes: mapValues(nested_type.attributes, attribute) } }
      : { type }),
    ...(required && { required }),
    ...(optional && { optional }),
    ...(computed && { computed }),
  });
  const nested = ({ nesting_mode, block, min_items = 0, max_items }: NestedBlock): NestedBlock => ({
    nesting_mode,
    block: tellable(block),
    ...(min_items > 0 && { min_items: 1 }),
    ...(max_items === 1 && { max_items }),
  });
  return {
    ...(Object.keys(attributes).length > 0 && { attributes: mapValues(attributes, attribute) }),
    ...(Object.keys(block_types).length > 0 && { block_types: mapValues(block_types, nested) }),
  };
}

function mapValues<From, To>(record: Readonly<Record<string, From>>, convert: (from: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, convert(value)]));
}

function tellableSchema({ provider, resource_schemas, data_source_schemas }: ProviderSchema): ProviderSchema {
  const convert = ({ block }: ResourceSchema) => ({ version: 0, block: tellable(block) });
  return {
    provider: convert(provider),
    resource_schemas: mapValues(resource_schemas, convert),
    data_source_schemas: mapValues(data_source_schemas, convert),
  };
}

/** A provider of one resource and no more. */
function providerOf(block: Block): ProviderSchema {
  return {
    provider: { version: 0, block: {} },
    resource_schemas: { sample_thing: { version: 0, block } },
    data_source_schemas: {},
  };
}

async function expectUnchanged(block: Block): Promise<void> {
  const derived = await roundTrip(providerOf(block));
  expect(derived.resource_schemas.sample_thing?.block).toEqual(block);
}

test("the real provider's schema comes back from bindings that were made of it", async () => {
  const real: { provider_schemas: Record<string, ProviderSchema> } = JSON.parse(
    // The generator wants its own name in the types; only the name changes.
    readFileSync(schemaFile(PROJECT_ROOT), "utf8").replaceAll('"alicloud_', '"sample_'),
  );
  const schema = Object.values(real.provider_schemas)[0] as ProviderSchema;
  expect(Object.keys(schema.resource_schemas).length).toBeGreaterThan(20);
  expect(await roundTrip(schema)).toEqual(tellableSchema(schema));
});

test("types of every kind come back, whether one may set them or only read them", async () => {
  const types: Record<string, Attribute["type"]> = {
    text: "string",
    count_of: "number",
    flag: "bool",
    anything: "dynamic",
    texts: ["list", "string"],
    text_set: ["set", "string"],
    numbers: ["list", "number"],
    number_set: ["set", "number"],
    flags: ["list", "bool"],
    flag_set: ["set", "bool"],
    text_map: ["map", "string"],
    number_map: ["map", "number"],
    flag_map: ["map", "bool"],
    map_of_lists: ["map", ["list", "string"]],
    list_of_maps: ["list", ["map", "string"]],
    set_of_lists: ["set", ["list", "string"]],
    list_of_lists: ["list", ["list", "number"]],
  };
  const attributes = Object.entries(types).flatMap(([name, type]) => [
    [name, { type, optional: true }],
    [`${name}_needed`, { type, required: true }],
    [`${name}_either`, { type, optional: true, computed: true }],
    [`${name}_given`, { type, computed: true }],
  ]);
  await expectUnchanged({ attributes: Object.fromEntries(attributes) });
});

test("names come back as Terraform spells them", async () => {
  const names = ["ipv4_6_count", "self", "node", "system", "get_it", "equals", "a1b2_c", "value_input", "reset_value"];
  const attributes = Object.fromEntries([...names, "value"].map((name) => [name, { type: "string", optional: true }]));
  await expectUnchanged({ attributes: attributes as Record<string, Attribute> });
});

test("blocks of every nesting come back, also in one another", async () => {
  const block: Block = { attributes: { a: { type: "string", required: true }, b: { type: "number", optional: true } } };
  await expectUnchanged({
    attributes: { id: { type: "string", optional: true, computed: true } },
    block_types: {
      free: { nesting_mode: "list", block },
      needed: { nesting_mode: "list", block, min_items: 1 },
      once: { nesting_mode: "list", block, max_items: 1 },
      needed_once: { nesting_mode: "list", block, min_items: 1, max_items: 1 },
      in_set: { nesting_mode: "set", block },
      one_in_set: { nesting_mode: "set", block, min_items: 1, max_items: 1 },
      by_name: { nesting_mode: "map", block },
      single: { nesting_mode: "single", block },
      only_read: { nesting_mode: "single", block: { attributes: { c: { type: "string", computed: true } } } },
      outer: { nesting_mode: "list", block: { ...block, block_types: { inner: { nesting_mode: "set", block } } } },
      timeouts: { nesting_mode: "single", block: { attributes: { create: { type: "string", optional: true } } } },
    },
  });
});

test("nested attributes of every nesting come back, also in one another", async () => {
  const attributes: Record<string, Attribute> = {
    a: { type: "string", required: true },
    b: { type: ["set", "number"], optional: true },
    c: { type: "bool", computed: true },
  };
  const nestings = ["single", "list", "set", "map"] as const;
  const inner = Object.fromEntries(
    nestings.map((nesting_mode) => [
      `in_${nesting_mode}`,
      { nested_type: { attributes, nesting_mode }, optional: true },
    ]),
  );
  const outer = Object.fromEntries(
    nestings.map((nesting_mode) => [
      nesting_mode,
      { nested_type: { attributes: { ...inner, ...attributes }, nesting_mode }, required: true },
    ]),
  );
  const pair: Attribute = { type: ["list", ["object", { x: "string", y: ["list", "number"] }]], optional: true };
  await expectUnchanged({
    attributes: {
      id: { type: "string", computed: true },
      ...outer,
      holds_object: { nested_type: { attributes: { ...attributes, pair }, nesting_mode: "single" }, optional: true },
    },
  });
});

test("object types come back where the older SDK made the type, at any depth", async () => {
  const type: Attribute["type"] = [
    "list",
    ["object", { x: "string", inner: ["set", ["object", { y: "number", z: ["map", "string"] }]] }],
  ];
  await expectUnchanged({
    attributes: {
      id: { type: "string", optional: true, computed: true },
      set_or_read: { type, optional: true, computed: true },
      only_read: { type, computed: true },
    },
  });
});

test("a struct in which the generator tied a knot is unrolled a few times", async () => {
  const statement = (depth: number): Block => ({
    attributes: { name: { type: "string", optional: true } },
    block_types: depth === 0 ? {} : { both: { nesting_mode: "list", block: statement(depth - 1), min_items: 1 } },
  });
  const derived = await roundTrip(providerOf({ block_types: { both: { nesting_mode: "list", block: statement(4) } } }));
  let block = derived.resource_schemas.sample_thing?.block;
  let depth = 0;
  for (; block?.block_types; depth++) block = block.block_types.both?.block;
  expect(depth).toBeGreaterThanOrEqual(3);
});
