/**
 * Generates the TypeScript bindings in `.gen` from `schemas/`, with neither network nor Terraform. Runs at install and,
 * where install scripts are switched off, before the first command that needs it. Does nothing when `.gen` is current.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { NAME, SOURCE, schemaFile, TYPES_FILE, versionConstraint } from "./provider.cjs";

const require = createRequire(import.meta.url);
const STAMP = "schema.sha256";

export const PROJECT_ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

/**
 * Brings `.gen` up to date. The folder changes in one step: after an interruption it is the old one or the new one.
 *
 * @param {string} root the project's folder
 * @returns {Promise<boolean>} whether anything had to be generated
 */
export async function generateBindings(root = PROJECT_ROOT) {
  const target = path.join(root, ".gen");
  const stamp = fingerprint(root);
  if (existsSync(path.join(target, STAMP)) && readFileSync(path.join(target, STAMP), "utf8") === stamp) return false;

  const staging = stagingFolder(path.join(root, "node_modules/.cache"));
  // Within the scratch folder, which is its maker's alone: the bindings are for whoever may read the project.
  const fresh = path.join(staging, "new");
  try {
    mkdirSync(fresh);
    await generateInto(fresh, root);
    writeFileSync(path.join(fresh, STAMP), stamp);
    if (existsSync(target)) renameSync(target, path.join(staging, "old"));
    renameSync(fresh, target);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
  return true;
}

/**
 * @param {string} workspace
 * @returns {string} a new folder in it
 */
function stagingFolder(workspace) {
  try {
    mkdirSync(workspace, { recursive: true });
    return mkdtempSync(path.join(workspace, "bindings-"));
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : error;
    throw new Error(
      `.gen: the bindings are not up to date, and this user may not write to ${workspace} (${code}). ` +
        "Run `npm ci` as the user that the folder belongs to.",
    );
  }
}

/** @param {string} root */
function fingerprint(root) {
  const file = schemaFile(root);
  if (!existsSync(file)) {
    throw new Error(
      `${path.relative(root, file)}: the provider schema for "${SOURCE}@${versionConstraint(root)}" is missing. ` +
        "Run `npm run bindings`, which reads it from the real provider.",
    );
  }
  const generator = require("@cdktf/provider-generator/package.json").version;
  return createHash("sha256").update(generator).update(path.basename(file)).update(readFileSync(file)).digest("hex");
}

/**
 * @param {string} outdir
 * @param {string} root
 */
async function generateInto(outdir, root) {
  const { Language, TerraformProviderConstraint, logger } = require("@cdktf/commons");
  // The package runs `terraform version` as it loads and logs that program's warnings; nothing here needs Terraform.
  logger.setLevel("off");
  const { ConstructsMaker } = require("@cdktf/provider-generator");
  const options = { codeMakerOutput: outdir, targetLanguage: Language.TYPESCRIPT };
  const maker = new ConstructsMaker(options, path.dirname(schemaFile(root)));
  // The same constraint as `cdktf get` makes from cdktf.json, so that it finds these bindings up to date.
  const constraint = { name: NAME, source: SOURCE, namespace: path.dirname(SOURCE), version: versionConstraint(root) };
  await maker.generate([new TerraformProviderConstraint(constraint)]);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    const generated = await generateBindings();
    console.log(generated ? `.gen: bindings of the types in ${TYPES_FILE}` : ".gen: up to date");
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
