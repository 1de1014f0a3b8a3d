import { UserError } from "../command/user-error";
import { TYPES_FILE } from "./provider.cjs";

/** Provider schemas as `terraform providers schema -json` prints them. */
export interface ProviderSchemas {
  readonly format_version: string;
  readonly provider_schemas: Readonly<Record<string, ProviderSchema>>;
}

export interface ProviderSchema {
  readonly provider: unknown;
  readonly resource_schemas: Readonly<Record<string, unknown>>;
  readonly data_source_schemas: Readonly<Record<string, unknown>>;
}

/** The types that the bindings cover: the content of `schemas/alicloud-types.json`. */
export interface TypeList {
  readonly resources: readonly string[];
  readonly dataSources: readonly string[];
}

/** A schema as the cache of `cdktf get` holds it. */
export interface CachedSchema extends ProviderSchemas {
  readonly provider_versions: Readonly<Record<string, string>>;
}

/** The list names types that the provider does not have. */
export class UnknownTypes extends UserError {}

/**
 * Cuts a provider's schema down to the listed types, in alphabetical order.
 *
 * @param all what Terraform printed, in which the provider may go by another registry's name
 * @param types the types to keep
 * @param fqpn the provider's full name, such as `registry.terraform.io/aliyun/alicloud`
 * @param version the provider's version
 * @throws {UnknownTypes} with the nearest names of each type that the provider does not have
 */
export function pruneSchema(all: ProviderSchemas, types: TypeList, fqpn: string, version: string): CachedSchema {
  const source = fqpn.slice(fqpn.indexOf("/"));
  const schema = Object.entries(all.provider_schemas).find(([name]) => name.endsWith(source))?.[1];
  if (schema === undefined) throw new Error(`Terraform printed no schema of ${fqpn}.`);
  const unknown = [
    ...missing(types.resources, schema.resource_schemas, "resource"),
    ...missing(types.dataSources, schema.data_source_schemas, "data source"),
  ];
  if (unknown.length > 0) throw new UnknownTypes(`${TYPES_FILE}:\n${unknown.join("\n")}`);
  return {
    format_version: all.format_version,
    provider_schemas: {
      [fqpn]: {
        provider: schema.provider,
        resource_schemas: pick(schema.resource_schemas, types.resources),
        data_source_schemas: pick(schema.data_source_schemas, types.dataSources),
      },
    },
    provider_versions: { [fqpn]: version },
  };
}

function missing(wanted: readonly string[], schemas: Readonly<Record<string, unknown>>, kind: string): string[] {
  return wanted
    .filter((type) => !(type in schemas))
    .map((type) => {
      const near = similar(type, Object.keys(schemas));
      return `${type} is not a ${kind} of this provider${near.length > 0 ? `; it has ${near.join(", ")}` : ""}.`;
    });
}

/** The names that share the most words with `type`. */
function similar(type: string, known: readonly string[]): string[] {
  const words = new Set(type.split("_").slice(1));
  const shared = (name: string) => name.split("_").filter((word) => words.has(word)).length / name.split("_").length;
  return known
    .filter((name) => shared(name) > 0)
    .sort((a, b) => shared(b) - shared(a) || (a < b ? -1 : 1))
    .slice(0, 3);
}

function pick(schemas: Readonly<Record<string, unknown>>, types: readonly string[]): Record<string, unknown> {
  return Object.fromEntries([...types].sort().map((type) => [type, schemas[type]]));
}
