import { readFileSync } from "node:fs";
import path from "node:path";
import type { ProviderSchema, ResourceSchema } from "./model";
import { blockOf } from "./prebuilt-block";
import { readDeclarations } from "./prebuilt-declarations";
import { BASE_CLASSES, findModule, type ModuleKind, readSource, UnreadablePackage } from "./prebuilt-module";

/** Types by their names in Terraform, such as `cloudflare_dns_record`. */
export interface TypesInUse {
  readonly resources: readonly string[];
  readonly dataSources: readonly string[];
}

/** A package has no such types. */
export class TypesNotInPackage extends Error {}

/**
 * Derives a provider's schema from its prebuilt cdktf package, which the generator made from that schema. Reads only
 * the modules of the types in use, and runs none of the package's code.
 *
 * What a package does not tell: `sensitive`; the schema's version (0 here); how many items a block needs or allows beyond
 * one; whether what a list or map holds is a set (a list here); and which members of an attribute that is optional and
 * computed are computed by themselves (all of them here). `write_only` goes by the providers' convention for names.
 *
 * @param packageFolder the folder of a package such as `@cdktf/provider-random`, whose code can write HCL (cdktf 0.20 or newer)
 * @param types the types to derive
 * @throws {TypesNotInPackage} naming package and each type that it does not have
 * @throws {UnreadablePackage} when the package is not one that cdktf's generator and jsii made
 */
export function derivePrebuiltSchema(packageFolder: string, types: TypesInUse): ProviderSchema {
  const missing: string[] = [];
  const derive = (kind: ModuleKind, names: readonly string[]): Record<string, ResourceSchema> => {
    const schemas = names.map((type) => {
      const folder = findModule(packageFolder, kind, type);
      if (folder === undefined) missing.push(`${nameOf(packageFolder)} has no ${kind} ${type}.`);
      return [type, folder && schemaOf(folder, kind)] as const;
    });
    return Object.fromEntries(schemas.filter((entry): entry is [string, ResourceSchema] => entry[1] !== undefined));
  };
  const schema = {
    provider: schemaOf(path.join(packageFolder, "lib", "provider"), "provider"),
    resource_schemas: derive("resource", types.resources),
    data_source_schemas: derive("data source", types.dataSources),
  };
  if (missing.length > 0) throw new TypesNotInPackage(missing.join("\n"));
  return schema;
}

function schemaOf(folder: string, kind: ModuleKind): ResourceSchema {
  try {
    const declarations = readDeclarations(readSource(folder), BASE_CLASSES[kind]);
    return { version: 0, block: blockOf(declarations, kind === "provider") };
  } catch (error) {
    if (error instanceof UnreadablePackage) throw error;
    throw new UnreadablePackage(`${folder}: ${error instanceof Error ? error.message : error}`);
  }
}

function nameOf(packageFolder: string): string {
  return JSON.parse(readFileSync(path.join(packageFolder, "package.json"), "utf8")).name;
}
