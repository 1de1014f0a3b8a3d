import { readFileSync } from "node:fs";
import { FQPN, schemaFile } from "../bindings/provider.cjs";
import type { ProviderSchema } from "./model";

/** The real schema of aliyun/alicloud, as the bindings are generated from it. */
export function readCachedSchema(root: string): ProviderSchema {
  const schema = JSON.parse(readFileSync(schemaFile(root), "utf8")).provider_schemas[FQPN];
  // Terraform leaves an empty set of data sources out.
  return { data_source_schemas: {}, ...schema };
}
