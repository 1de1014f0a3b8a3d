import path from "node:path";
import { SOURCE } from "../bindings/provider.cjs";
import { UserError } from "../command/user-error";
import type { StackConfiguration } from "../terraform/assembly";
import { readCachedSchema } from "./cached";
import type { ProviderSchema } from "./model";
import { derivePrebuiltSchema } from "./prebuilt";
import { findPrebuiltPackage, prebuiltPackageName } from "./prebuilt-package";

/**
 * The schema of a provider: alicloud's own, or the one derived from the provider's prebuilt package for the types in use.
 *
 * @param root the project's folder
 * @param source such as `hashicorp/random`
 * @param configurations those that use the provider
 * @throws {UserError} when no such package is installed, naming it
 */
export function schemaOf(root: string, source: string, configurations: readonly StackConfiguration[]): ProviderSchema {
  if (source === SOURCE) return readCachedSchema(root);
  const prebuilt = findPrebuiltPackage(root, source);
  if (!prebuilt) {
    const name = prebuiltPackageName(source);
    throw new UserError(
      `A stack needs the provider ${source}, and no package ${name} is installed. Install it with npm.`,
    );
  }
  const isOwn = (type: string) => type.startsWith(`${path.basename(source)}_`);
  const types = (kind: "resource" | "data") =>
    new Set(configurations.flatMap((configuration) => Object.keys(configuration[kind] ?? {})).filter(isOwn));
  return derivePrebuiltSchema(prebuilt.folder, {
    resources: [...types("resource")],
    dataSources: [...types("data")],
  });
}
