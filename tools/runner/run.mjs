/**
 * Runs a TypeScript entry point: `node tools/runner/run.mjs <entry.ts> [arguments]`.
 *
 * esbuild bundles the entry point with all that it imports, cdktf included: loading one file takes less time than loading
 * hundreds. Nothing is type-checked (`npm run typecheck` does that). The bundle is kept for as long as none of its inputs
 * changes, and V8's compiled code beside it.
 *
 * What that saves: CPU time of a synth of every environment, user and system, over that of a run with everything kept;
 * medians of seven rounds in turn, measured with Node 20 on two cores.
 *
 * | run | CPU time |
 * | --- | --- |
 * | everything is kept | 1 |
 * | the compiled code is not | 1.1 |
 * | no bundle at all: tsx 4 in the place of this runner | 2.3 |
 * | nothing is kept: the first run after a change | 3.3 |
 */
import { createRequire } from "node:module";
import path from "node:path";
import { generateBindings, PROJECT_ROOT } from "../bindings/generate.mjs";
import { bundle } from "./bundle.mjs";
import { runBundle } from "./run-bundle.mjs";

const [entry, ...args] = process.argv.slice(2);
try {
  if (entry === undefined) throw "usage: node tools/runner/run.mjs <entry.ts> [arguments]";
  if (!isInstalled()) throw "node_modules: this project's packages are not installed; run npm ci";
  await generateBindings().catch((/** @type {unknown} */ error) => {
    throw error instanceof Error ? error.message : error;
  });
  const file = await bundle(entry);
  process.argv = [process.execPath, path.join(PROJECT_ROOT, entry), ...args];
  runBundle(file, args.includes("--debug"));
} catch (error) {
  console.error(describe(error));
  process.exitCode = 1;
}

/** Whether npm has installed what a run needs; the project may also be inside a folder that has it. */
function isInstalled() {
  const require = createRequire(path.join(PROJECT_ROOT, "package.json"));
  try {
    for (const name of ["cdktf", "esbuild", "zod"]) require.resolve(name);
    return true;
  } catch {
    return false;
  }
}

/** @param {unknown} error */
function describe(error) {
  const { errors } = /** @type {import("esbuild").BuildFailure} */ (error);
  if (!Array.isArray(errors)) return error;
  return errors
    .map(({ text, location }) => (location ? `${location.file}:${location.line}: ${text}` : text))
    .join("\n");
}
