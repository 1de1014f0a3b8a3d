/**
 * Where the Alibaba Cloud bindings come from and where they go. No npm package carries them, so they are generated
 * into `.gen` from the provider schema in `schemas/`, the same cache file that `cdktf get` reads. (CommonJS: the test
 * runner resolves imports with it.)
 */
const { existsSync, readFileSync } = require("node:fs");
const path = require("node:path");

/** The npm name under which the bindings are imported, as if they were a prebuilt provider package. */
const PACKAGE = "@cdktf/provider-alicloud";
const NAME = "alicloud";
const SOURCE = `aliyun/${NAME}`;
const FQPN = `registry.terraform.io/${SOURCE}`;

/** The folder that `cdktf get` takes as its schema cache. */
const SCHEMA_FOLDER = "schemas";
/** The one list of resource and data source types that the bindings cover. */
const TYPES_FILE = `${SCHEMA_FOLDER}/alicloud-types.json`;

/**
 * @param {string} root the project's folder
 * @returns {string} the version constraint in cdktf.json, such as `~> 1.289`
 */
function versionConstraint(root) {
  const { terraformProviders = [] } = JSON.parse(readFileSync(path.join(root, "cdktf.json"), "utf8"));
  const entry = terraformProviders.find((/** @type {string} */ provider) => provider.startsWith(`${SOURCE}@`));
  if (entry === undefined) {
    throw new Error(`cdktf.json: terraformProviders has no "${SOURCE}@<version constraint>"; add one.`);
  }
  return entry.slice(SOURCE.length + 1);
}

/**
 * @param {string} root the project's folder
 * @returns {string} the oldest version that the constraint allows, such as 1.289.0 for `~> 1.289`: what validates there
 * validates later too
 */
function floorVersion(root) {
  const [major, minor = "0", patch = "0"] = versionConstraint(root).replace(/^\D*/, "").split(".");
  return [major, minor, patch].join(".");
}

/**
 * @param {string} root the project's folder
 * @returns {string} the schema's path; its name is the key by which `cdktf get` looks it up in the cache folder
 */
function schemaFile(root) {
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
function resolveBinding(specifier, root) {
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

module.exports = {
  FQPN,
  NAME,
  PACKAGE,
  SOURCE,
  TYPES_FILE,
  floorVersion,
  resolveBinding,
  schemaFile,
  versionConstraint,
};
