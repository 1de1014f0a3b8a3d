import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import type { Block } from "../../../tools/provider-schemas/model";
import { derivePrebuiltSchema } from "../../../tools/provider-schemas/prebuilt";
import { packageFolder, typesOf } from "../../support/rehearse/prebuilt-packages";

/** What jsii says of a package, of which derivation makes no use: so it can bear witness. */
interface Assembly {
  readonly types: Readonly<Record<string, { readonly properties?: readonly Property[] }>>;
}
interface Property {
  readonly name: string;
  readonly optional?: boolean;
  readonly type: unknown;
}

/** A block or a nested type, as its members. */
interface Member {
  readonly required: boolean;
  readonly inner?: Members;
}
type Members = ReadonlyMap<string, Member>;

function membersOf({ attributes = {}, block_types = {} }: Block): Members {
  const members = new Map<string, Member>();
  for (const [name, attribute] of Object.entries(attributes)) {
    const { required, optional, nested_type } = attribute;
    if (!required && !optional) continue;
    const inner = nested_type && membersOf({ attributes: nested_type.attributes });
    members.set(bare(name), { required: required === true, inner });
  }
  for (const [name, { min_items = 0, nesting_mode, block }] of Object.entries(block_types)) {
    const inner = membersOf(block);
    // The bindings want a single block when all that is in it is required; in the schema it never is.
    const required = nesting_mode === "single" ? [...inner.values()].every((each) => each.required) : min_items > 0;
    members.set(bare(name), { required, inner });
  }
  return members;
}

/** Names differ in case, and the bindings rename what means something in one of jsii's languages. */
function bare(name: string): string {
  return name
    .replaceAll(/[^A-Za-z0-9]/g, "")
    .toLowerCase()
    .replace(/^(self|build|node|system|software)attribute$/, "$1")
    .replace(/^fetch(?=.)/, "get");
}

function structOf(type: unknown): string | undefined {
  const found = [...JSON.stringify(type).matchAll(/"fqn":"([^"]+)"/g)].map(([, fqn]) => fqn as string);
  return found.find((fqn) => !fqn.startsWith("cdktf."));
}

/** Every difference between a struct of the assembly and a part of the schema, at any depth. */
function differences(assembly: Assembly, fqn: string, members: Members, where: string): string[] {
  const properties = new Map((assembly.types[fqn]?.properties ?? []).map((each) => [bare(each.name), each]));
  const names = new Set([...properties.keys(), ...members.keys()]);
  return [...names].flatMap((name) => {
    const here = `${where}.${name}`;
    const property = properties.get(name);
    const member = members.get(name);
    if (!property || !member) return [`${here}: only in ${property ? "the package" : "the schema"}`];
    if (member.required === (property.optional === true)) return [`${here}: required ${member.required}`];
    const struct = structOf(property.type);
    return struct && member.inner ? differences(assembly, struct, member.inner, here) : [];
  });
}

/** Attributes without a type or without a flag, at any depth. */
function incomplete({ attributes = {}, block_types = {} }: Block, where: string): string[] {
  return [
    ...Object.entries(attributes).flatMap(([name, { type, nested_type, required, optional, computed }]) => {
      const isComplete = (type === undefined) !== (nested_type === undefined) && (required || optional || computed);
      const inner = nested_type ? incomplete({ attributes: nested_type.attributes }, `${where}.${name}`) : [];
      return isComplete ? inner : [`${where}.${name}`, ...inner];
    }),
    ...Object.entries(block_types).flatMap(([name, { block }]) => incomplete(block, `${where}.${name}`)),
  ];
}

describe.each(["random", "time", "helm", "kubernetes", "cloudflare"])("every type of the package %s", (provider) => {
  const folder = packageFolder(provider);
  const assembly: Assembly = JSON.parse(readFileSync(path.join(folder, ".jsii"), "utf8"));
  const schema = derivePrebuiltSchema(folder, typesOf(folder));
  const blocks = Object.entries({
    TerraformProvider: { [provider]: schema.provider },
    TerraformResource: schema.resource_schemas,
    TerraformDataSource: schema.data_source_schemas,
  }).flatMap(([base, schemas]) => Object.entries(schemas).map(([type, { block }]) => ({ base, type, block })));

  test("has a type and a flag on each attribute", () => {
    expect(blocks.length).toBeGreaterThan(1);
    expect(blocks.flatMap(({ type, block }) => incomplete(block, type))).toEqual([]);
  });

  test("takes what its bindings take, and requires what they require", () => {
    const configs = new Map<string, string>();
    for (const type of Object.values(assembly.types) as Record<string, never>[]) {
      const { base, fqn, symbolId, initializer } = type as unknown as Record<string, string> & {
        initializer?: { parameters: { name: string; type: { fqn: string } }[] };
      };
      const config = initializer?.parameters.find(({ name }) => name === "config")?.type.fqn;
      if (base && fqn && symbolId && config) configs.set(`${base} ${bare(symbolId.split("/")[1] ?? "")}`, config);
    }
    expect(configs.size).toBe(blocks.length);
    const found = blocks.flatMap(({ base, type, block }) => {
      const module = moduleNames(base, type).find((name) => configs.has(`cdktf.${base} ${name}`));
      const config = configs.get(`cdktf.${base} ${module}`);
      if (config === undefined) return [`${type}: no class`];
      const members = new Map(membersOf(block));
      if (base === "TerraformProvider") members.set("alias", { required: false });
      return differences(assembly, config, members, type);
    });
    expect(found).toEqual([]);
  });
});

function moduleNames(base: string, type: string): string[] {
  if (base === "TerraformProvider") return ["provider"];
  if (base === "TerraformDataSource") return [bare(`data_${type}`)];
  const short = type.slice(type.indexOf("_") + 1);
  return [bare(short), bare(`${short}_resource`)];
}
