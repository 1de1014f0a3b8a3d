import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { Script } from "node:vm";
import { PROJECT_ROOT } from "../bindings/generate.mjs";
import { traceToSources } from "./stack-traces.mjs";
import { writeWhole } from "./write-whole.mjs";

/**
 * The file with V8's compiled code of a bundle.
 *
 * @param {string} bundle
 */
export function codeCacheOf(bundle) {
  return `${bundle}.v8`;
}

/**
 * Runs a bundle, which finds packages where the project has them, from V8's code cache, which spares compiling it. (Node 22 and newer can do so by themselves, when asked.)
 *
 * @param {string} file the bundle
 * @param {boolean} debug whether traces that are no errors name source files as well
 */
export function runBundle(file, debug) {
  const cache = codeCacheOf(file);
  const cachedData = existsSync(cache) ? readFileSync(cache) : undefined;
  const source = `(function (exports, require, module, __filename, __dirname) {${readFileSync(file, "utf8")}\n})`;
  const script = new Script(source, { filename: file, cachedData });
  traceToSources(file, debug);
  const module = { exports: {} };
  script.runInThisContext()(
    module.exports,
    createRequire(path.join(PROJECT_ROOT, "package.json")),
    module,
    file,
    path.dirname(file),
  );
  // Written once the program has run: then it has the functions that a run compiles.
  if (cachedData === undefined || script.cachedDataRejected) {
    process.once("exit", () => keep(cache, () => script.createCachedData()));
  }
}

/**
 * Keeps what only saves time. Where that cannot be, as on a full disk, the next run takes longer.
 *
 * @param {string} file
 * @param {() => Buffer} content
 */
function keep(file, content) {
  try {
    writeWhole(file, content());
  } catch {}
}
