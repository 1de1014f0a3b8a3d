/**
 * Where the Alibaba Cloud bindings come from and where they go. No npm package carries them, so they are generated
 * into `.gen` from the provider schema in `schemas/`, the same cache file that `cdktf get` reads.
 */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

/** The npm name under which the bindings are imported, as if they were a prebuilt provider package. */
export const PACKAGE = "@cdktf/provider-alicloud";
export const NAME = "alicloud";
export const SOURCE = `aliyun/${NAME}`;
export const FQPN = `registry.terraform.io/${SOURCE}`;

/** The folder that `cdktf get` takes as its schema cache. */
export const SCHEMA_FOLDER = "schemas";
/** The one list of resource and data source types that the bindings cover. */
export const TYPES_FILE = `${SCHEMA_FOLDER}/alicloud-types.json`;

/**
 * @param {string} root the project's folder
 * @returns {string} the version constraint in cdktf.json, such as `~> 1.240`
 */
export function versionConstraint(root) {
  const { terraformProviders = [] } = JSON.parse(readFileSync(path.join(root, "cdktf.json"), "utf8"));
  const entry = terraformProviders.find((/** @type {string} */ provider) => provider.startsWith(`${SOURCE}@`));
  if (entry === undefined) {
    throw new Error(`cdktf.json: terraformProviders has no "${SOURCE}@<version constraint>"; add one.`);
  }
  return entry.slice(SOURCE.length + 1);
}

/**
 * @param {string} root the project's folder
 * @returns {string} the schema's path; its name is the key by which `cdktf get` looks it up in the cache folder
 */
export function schemaFile(root) {
  const key = `${encodeURIComponent(NAME)}@${encodeURIComponent(versionConstraint(root))}.json`;
  return path.join(root, SCHEMA_FOLDER, key);
}

/**
 * The file behind `@cdktf/provider-alicloud/lib/<module>`.
 *
 * @param {string} specifier the import's text
 * @param {string} root the project's folder
 * @returns {string} the path of the generated module
 * @throws when the type is not listed, naming the list and the command that refreshes the schema
 */
export function resolveBinding(specifier, root) {
  const module = /^@cdktf\/provider-alicloud\/lib\/([a-z0-9-]+)$/.exec(specifier)?.[1];
  if (module === undefined) {
    throw new Error(`${specifier}: import one resource, "${PACKAGE}/lib/<resource>"; there is no root index.`);
  }
  const file = path.join(root, ".gen/providers", NAME, module, "index.ts");
  if (!existsSync(file)) {
    const type = module.replace(/^data-/, "").replaceAll("-", "_");
    const list = module.startsWith("data-") ? "dataSources" : "resources";
    throw new Error(
      `${specifier}: ${type.startsWith("alicloud_") ? type : `alicloud_${type}`} is not among the types that the ` +
        `bindings cover. Add it to "${list}" in ${TYPES_FILE} and run \`npm run bindings\`.`,
    );
  }
  return file;
}
