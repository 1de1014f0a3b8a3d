/**
 * `npm run bindings`: reads the schema of the real provider, keeps the listed types and writes it to `schemas/`.
 */
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Command } from "commander";
import execa from "execa";
import { TerraformMissing, terraform } from "../terraform/terraform";
import { FQPN, NAME, SOURCE, schemaFile, TYPES_FILE, versionConstraint } from "./provider.cjs";
import { pruneSchema, type TypeList, UnknownTypes } from "./prune";

/** Something that the user can mend; shown without a stack trace. */
class RefreshFailed extends Error {}

/** The oldest version that a constraint such as `~> 1.240` allows: what validates there validates later too. */
function floorOf(constraint: string): string {
  const [major, minor, patch] = constraint.replace(/^\D*/, "").split(".");
  return [major, minor ?? "0", patch ?? "0"].join(".");
}

function readTypes(root: string): TypeList {
  const file = path.join(root, TYPES_FILE);
  try {
    const { resources, dataSources } = JSON.parse(readFileSync(file, "utf8"));
    const names = [...resources, ...dataSources];
    if (names.every((name) => typeof name === "string")) return { resources, dataSources };
  } catch {
    // Whatever is wrong with the file, the remedy is the same.
  }
  throw new RefreshFailed(`${TYPES_FILE}: is not {"resources": [type, …], "dataSources": [type, …]}; write it so.`);
}

/** Runs Terraform in a folder of its own, which asks for nothing but the provider. */
async function readSchema(version: string): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), "provider-schema-"));
  const run = async (...args: string[]) => {
    const { exitCode, stdout, stderr } = await terraform(args, folder);
    if (exitCode === 0) return stdout;
    throw new RefreshFailed(`terraform ${args[0]} failed for ${SOURCE} ${version}:\n${stderr || stdout}`);
  };
  try {
    const required = { [NAME]: { source: SOURCE, version } };
    writeFileSync(path.join(folder, "main.tf.json"), JSON.stringify({ terraform: { required_providers: required } }));
    await run("init", "-input=false", "-no-color");
    return await run("providers", "schema", "-json");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function refresh(root: string, version: string): Promise<void> {
  const types = readTypes(root);
  console.log(`reading the schema of ${SOURCE} ${version} …`);
  const pruned = pruneSchema(JSON.parse(await readSchema(version)), types, FQPN, version);
  const file = schemaFile(root);
  const partial = `${file}.partial`;
  writeFileSync(partial, `${JSON.stringify(pruned, null, 1)}\n`);
  renameSync(partial, file);
  const counts = `${types.resources.length} resources, ${types.dataSources.length} data sources`;
  console.log(`${path.relative(root, file)}: ${counts}`);
  await execa(process.execPath, [path.join(root, "tools/bindings/generate.mjs")], { stdio: "inherit" });
}

const root = process.cwd();
const command = new Command("bindings")
  .usage("[options]   (npm run bindings -- [options])")
  .description(
    `Reads the provider's schema with Terraform (from the registry, a mirror or a cache, as your Terraform is set up), ` +
      `keeps the types listed in ${TYPES_FILE} and generates .gen from them.`,
  )
  .option("--provider-version <version>", "version to read", floorOf(versionConstraint(root)))
  .allowExcessArguments(false)
  .parse();

refresh(root, command.opts<{ providerVersion: string }>().providerVersion).catch((error: Error) => {
  const expected = [RefreshFailed, TerraformMissing, UnknownTypes].some((kind) => error instanceof kind);
  console.error(error instanceof UnknownTypes ? `${TYPES_FILE}:\n${error.message}` : expected ? error.message : error);
  process.exitCode = 1;
});
