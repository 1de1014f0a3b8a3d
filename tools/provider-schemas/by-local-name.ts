import path from "node:path";
import type { StackConfiguration } from "../terraform/assembly";
import type { ProviderSchema } from "./model";
import { schemaOf } from "./schema-of";
import { providerSources } from "./sources";

/**
 * The schemas of all providers that stacks need, by the name that cdktf gives a provider in a stack, such as `alicloud`.
 *
 * @param root the project's folder
 * @throws {UserError} when a provider has no schema here, naming it
 */
export function schemasByLocalName(
  root: string,
  configurations: readonly StackConfiguration[],
): ReadonlyMap<string, ProviderSchema> {
  const sources = providerSources(configurations);
  return new Map(sources.map((source) => [path.basename(source), schemaOf(root, source, configurations)]));
}
