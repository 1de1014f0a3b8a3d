/**
 * `npm run bindings`: reads the schema of the real provider, keeps the listed types and writes it to `schemas/`.
 */
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { InvalidArgumentError } from "commander";
import { AlreadyReported } from "../command/already-reported";
import type { CommandContext } from "../command/command";
import { ExitStatus } from "../command/exit-status";
import { runProgram } from "../command/processes/run-program";
import { runCommand } from "../command/run-command";
import { scratchFolder } from "../command/scratch-folder";
import { UserError } from "../command/user-error";
import { terraform } from "../terraform/terraform";
import { FQPN, floorVersion, NAME, SOURCE, schemaFile, TYPES_FILE } from "./provider.cjs";
import { pruneSchema, type TypeList } from "./prune";

interface Options {
  readonly providerVersion: string;
}

function readTypes(root: string): TypeList {
  const file = path.join(root, TYPES_FILE);
  try {
    const { resources, dataSources } = JSON.parse(readFileSync(file, "utf8"));
    const names = [...resources, ...dataSources];
    if (names.every((name) => typeof name === "string")) return { resources, dataSources };
  } catch {
    // The remedy is the same for every mistake in the file.
  }
  throw new UserError(`${TYPES_FILE}: is not {"resources": [type, …], "dataSources": [type, …]}; write it so.`);
}

/** The schema that Terraform prints in a scratch folder whose configuration requires the provider and nothing else. */
async function readSchema(version: string): Promise<string> {
  const folder = scratchFolder("provider-schema");
  const run = async (...args: string[]) => {
    const { exitCode, stdout, stderr } = await terraform(args, folder);
    if (exitCode === 0) return stdout;
    throw new UserError(`terraform ${args[0]} failed for ${SOURCE} ${version}:\n${stderr || stdout}`);
  };
  const required = { [NAME]: { source: SOURCE, version } };
  writeFileSync(path.join(folder, "main.tf.json"), JSON.stringify({ terraform: { required_providers: required } }));
  await run("init", "-input=false", "-no-color");
  return run("providers", "schema", "-json");
}

async function refresh(root: string, { options, progress, print }: CommandContext<Options>): Promise<ExitStatus> {
  const { providerVersion: version } = options;
  const types = readTypes(root);
  progress.begin(`reading the schema of ${SOURCE} ${version}`);
  const pruned = pruneSchema(JSON.parse(await readSchema(version)), types, FQPN, version);
  const file = schemaFile(root);
  writeFileSync(`${file}.partial`, `${JSON.stringify(pruned, null, 1)}\n`);
  renameSync(`${file}.partial`, file);
  progress.end(`read the schema of ${SOURCE} ${version}`);
  progress.begin("generating .gen");
  const generator = [path.join(root, "tools/bindings/generate.mjs")];
  const { failed, stdout } = await runProgram(process.execPath, generator, { stderr: "inherit" });
  if (failed) throw new AlreadyReported("The bindings could not be generated; stderr says why.");
  progress.end(stdout);
  const [resources, dataSources] = [types.resources.length, types.dataSources.length];
  const written = path.relative(root, file);
  print({ file: written, resources, dataSources }, `${written}: ${resources} resources, ${dataSources} data sources`);
  return ExitStatus.ok;
}

function parseVersion(text: string): string {
  if (/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(text)) return text;
  throw new InvalidArgumentError("Write one version, such as 1.289.0.");
}

const root = process.cwd();

runCommand<Options>({
  name: "bindings",
  description:
    "Reads the provider's schema with Terraform (from the registry, a mirror or a cache, as your Terraform is set up), " +
    `keeps the types listed in ${TYPES_FILE} and generates .gen from them.`,
  parameters: (command) =>
    command.option("--provider-version <version>", "version to read", parseVersion, floorVersion(root)),
  statuses: { ok: "schema and bindings are written" },
  action: (context) => refresh(root, context),
});
