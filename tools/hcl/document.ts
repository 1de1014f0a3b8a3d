import type { ProviderSchema } from "../provider-schemas/model";
import { blockLines, labelled } from "./body";
import { type BodySchema, bodyOf, type NestedSchema, PLAIN } from "./body-schema";
import { BUILT_IN_TYPES, instanceBody, LANGUAGE_BLOCKS } from "./language";
import type { Json, JsonObject } from "./value";

/** The order of a file's blocks: what it needs, what it reads, what it makes, what it hands on. */
const ORDER = [
  "terraform",
  "variable",
  "locals",
  "provider",
  "data",
  "resource",
  "module",
  "moved",
  "import",
  "removed",
  "output",
];

/**
 * Terraform's JSON as HCL of the same meaning, formatted as `terraform fmt` does it. Comments of the JSON, where cdktf
 * keeps its metadata, are left out. An expression that is written in several lines keeps them as they are.
 *
 * @param configuration a whole configuration, such as `cdk.tf.json` has
 * @param schemas the schema of each provider, by the name that the configuration has for it, such as `alicloud`
 * @throws when there is a block that Terraform does not know, or a type that no schema has, naming it
 */
export function writeHcl(configuration: JsonObject, schemas: ReadonlyMap<string, ProviderSchema>): string {
  const unknown = Object.keys(configuration).find((name) => name !== "//" && !ORDER.includes(name));
  if (unknown !== undefined) throw new Error(`${unknown}: no block of this name can be written as HCL`);
  const blocks = ORDER.flatMap((kind) => blocksOf(kind, configuration[kind] ?? null, schemas));
  return `${blocks.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function blocksOf(kind: string, value: Json, schemas: ReadonlyMap<string, ProviderSchema>): string[][] {
  const language: NestedSchema | undefined = LANGUAGE_BLOCKS[kind];
  const count = language?.labels ?? (kind === "provider" ? 1 : 2);
  const blocks = labelled(value, count).map((block) => ({ ...block, key: block.labels.join("\n") }));
  // Blocks of the same name, such as a provider under several aliases, stay in their order.
  const sorted = blocks.sort((one, other) => (one.key < other.key ? -1 : Number(one.key > other.key)));
  return sorted.map(({ labels, body }) => {
    const schema = language?.body ?? providerBody(kind, labels[0] ?? "", schemas);
    return blockLines(kind, labels, body, schema, 0);
  });
}

function providerBody(kind: string, type: string, schemas: ReadonlyMap<string, ProviderSchema>): BodySchema {
  if (BUILT_IN_TYPES.includes(type)) return instanceBody(PLAIN);
  const schema = schemas.get(type.split("_")[0] ?? "");
  const found = {
    provider: schema?.provider,
    resource: schema?.resource_schemas[type],
    data: schema?.data_source_schemas[type],
  }[kind];
  if (found === undefined) throw new Error(`${kind} ${type}: no schema says what is a block in it`);
  return kind === "provider" ? bodyOf(found.block) : instanceBody(bodyOf(found.block));
}
