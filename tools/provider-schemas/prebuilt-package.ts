import { existsSync } from "node:fs";
import path from "node:path";

/** An installed npm package with the bindings of one provider. */
export interface PrebuiltPackage {
  /** The package's name, such as `@cdktf/provider-random`. */
  readonly name: string;
  readonly folder: string;
}

/** A provider's name as `namespace/name`: a name alone is HashiCorp's; a host in front is a registry's. */
export function providerName(source: string): string {
  return ["hashicorp", ...source.split("/")].slice(-2).join("/");
}

/** What the prebuilt package of a provider is called, whether it is installed or not. */
export function prebuiltPackageName(source: string): string {
  return `@cdktf/provider-${path.basename(source)}`;
}

/**
 * The prebuilt package of a provider.
 *
 * @param root the project's folder
 * @param source such as `hashicorp/random`
 * @returns `undefined` when none is installed
 */
export function findPrebuiltPackage(root: string, source: string): PrebuiltPackage | undefined {
  const name = prebuiltPackageName(source);
  const folder = path.join(root, "node_modules", name);
  return existsSync(path.join(folder, "package.json")) ? { name, folder } : undefined;
}
