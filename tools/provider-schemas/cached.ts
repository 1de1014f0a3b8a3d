import { readFileSync } from "node:fs";
import { FQPN, schemaFile } from "../bindings/provider.cjs";
import type { ProviderSchema } from "./model";

/** Terraform leaves an empty set of data sources out. */
type WrittenSchema = Omit<ProviderSchema, "data_source_schemas"> & Partial<ProviderSchema>;

interface SchemaFile {
  readonly provider_schemas: Readonly<Record<string, WrittenSchema>>;
  readonly provider_versions: Readonly<Record<string, string>>;
}

/** The real schema of aliyun/alicloud, as the bindings are generated from it. */
export function readCachedSchema(root: string): ProviderSchema {
  const { data_source_schemas = {}, ...schema } = readSchemaFile(root).provider_schemas[FQPN] as WrittenSchema;
  return { ...schema, data_source_schemas };
}

/** The version of aliyun/alicloud that the schema is of, such as `1.289.0`. */
export function schemaVersion(root: string): string {
  return readSchemaFile(root).provider_versions[FQPN] as string;
}

function readSchemaFile(root: string): SchemaFile {
  return JSON.parse(readFileSync(schemaFile(root), "utf8"));
}
