/**
 * Runs a TypeScript entry point: `node tools/runner/run.mjs <entry.ts> [arguments]`.
 *
 * esbuild bundles the entry with everything it imports, cdktf included, because loading one file takes less time than
 * loading hundreds; nothing is type-checked (`npm run typecheck` does that). The bundle is kept and used again for as
 * long as none of its inputs changed.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { Script } from "node:vm";
import { generateBindings, PROJECT_ROOT } from "../bindings/generate.mjs";
import { PACKAGE, resolveBinding } from "../bindings/provider.cjs";
import { traceToSources } from "./stack-traces.mjs";

const require = createRequire(import.meta.url);
const CACHE_FOLDER = path.join(PROJECT_ROOT, "node_modules/.cache/bundles");

/** @param {string} file */
function fileStamp(file) {
  const stat = statSync(path.join(PROJECT_ROOT, file), { throwIfNoEntry: false });
  return stat === undefined ? "missing" : `${stat.size}:${stat.mtimeMs}`;
}

/**
 * The names of a folder's sources: some imports take in whatever file is in a folder, so a new one has to be noticed.
 *
 * @param {string} folder
 */
function folderStamp(folder) {
  const full = path.join(PROJECT_ROOT, folder);
  return existsSync(full)
    ? readdirSync(full)
        .filter((name) => name.endsWith(".ts"))
        .join()
    : "missing";
}

/** What else decides a bundle's content: what is installed, the tool that bundles and the settings it does it with. */
function settingsStamp() {
  const files = [
    "node_modules/.package-lock.json",
    "tsconfig.json",
    "tools/runner/run.mjs",
    "tools/bindings/provider.cjs",
  ];
  return files.map(fileStamp).join();
}

/**
 * @param {string} record the file that lists what a bundle was made from
 * @returns {boolean} whether the bundle still stands for its sources
 */
function isCurrent(record) {
  if (!existsSync(record)) return false;
  const { settings, folders = {}, inputs } = JSON.parse(readFileSync(record, "utf8"));
  return (
    settings === settingsStamp() &&
    Object.entries(folders).every(([folder, stamp]) => folderStamp(folder) === stamp) &&
    Object.entries(inputs).every(([file, stamp]) => fileStamp(file) === stamp)
  );
}

/**
 * @param {string} entry path below the project's folder
 * @returns {Promise<string>} the bundle's path
 */
async function bundle(entry) {
  const name = entry.replaceAll(/[/\\]/g, "__").replace(/\.ts$/, "");
  const file = path.join(CACHE_FOLDER, `${name}.cjs`);
  const record = path.join(CACHE_FOLDER, `${name}.json`);
  if (existsSync(file) && isCurrent(record)) return file;

  const { build } = require("esbuild");
  const settings = settingsStamp();
  const result = await build({
    absWorkingDir: PROJECT_ROOT,
    entryPoints: [entry],
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    outfile: file,
    sourcemap: "linked",
    sourcesContent: false,
    // Less text is parsed in less time; names stay, for stack traces and for constructs that go by their class.
    minifyWhitespace: true,
    minifySyntax: true,
    metafile: true,
    write: false,
    logLevel: "silent",
    plugins: [bindings, archives],
  });
  const own = Object.keys(result.metafile.inputs).filter((input) => !/(^|\/)node_modules\/|^unused:/.test(input));
  const inputs = Object.fromEntries(own.map((input) => [input, fileStamp(input)]));
  const folders = Object.fromEntries(
    [...new Set(own.map((input) => path.dirname(input)))].map((folder) => [folder, folderStamp(folder)]),
  );
  mkdirSync(CACHE_FOLDER, { recursive: true });
  for (const output of result.outputFiles) writeWhole(output.path, output.contents);
  rmSync(`${file}.v8`, { force: true });
  writeWhole(record, JSON.stringify({ settings, folders, inputs }));
  return file;
}

/**
 * Commands may run side by side; none of them may see half a file of another.
 *
 * @param {string} file
 * @param {string | Uint8Array} content
 */
function writeWhole(file, content) {
  const partial = `${file}.${process.pid}`;
  writeFileSync(partial, content);
  renameSync(partial, file);
}

/**
 * Runs a bundle from V8's code cache, which spares compiling it. Node does this by itself from version 22 on, when asked.
 *
 * @param {string} file
 */
function run(file) {
  const cache = `${file}.v8`;
  const cachedData = existsSync(cache) ? readFileSync(cache) : undefined;
  const script = new Script(
    `(function (exports, require, module, __filename, __dirname) {${readFileSync(file, "utf8")}\n})`,
    {
      filename: file,
      cachedData,
    },
  );
  traceToSources(file, args.includes("--debug"));
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(file), module, file, path.dirname(file));
  // Written once the program has run, so that it holds the functions that a run compiles.
  if (cachedData === undefined || script.cachedDataRejected) {
    process.once("exit", () => writeWhole(cache, script.createCachedData()));
  }
}

/** @type {import("esbuild").Plugin} */
const bindings = {
  name: "bindings",
  setup({ onResolve }) {
    onResolve({ filter: new RegExp(`^${PACKAGE}(/|$)`) }, ({ path: specifier }) => {
      try {
        return { path: resolveBinding(specifier, PROJECT_ROOT) };
      } catch (error) {
        return { errors: [{ text: error instanceof Error ? error.message : String(error) }] };
      }
    });
  },
};

/**
 * To zip an asset, cdktf starts the file that holds its `archiveSync` as a program of its own. In a bundle that would be
 * the bundle; and only that program needs `archiver`, whose loading takes longer than that of the rest of cdktf's files.
 *
 * @type {import("esbuild").Plugin}
 */
const archives = {
  name: "archives",
  setup({ onLoad, onResolve }) {
    onLoad({ filter: /[/\\]cdktf[/\\]lib[/\\]private[/\\]fs\.js$/ }, ({ path: file }) => ({
      contents: readFileSync(file, "utf8").replaceAll("__filename", 'require.resolve("cdktf/lib/private/fs.js")'),
    }));
    onResolve({ filter: /^archiver$/ }, () => ({ path: "archiver", namespace: "unused" }));
    onLoad({ filter: /.*/, namespace: "unused" }, () => ({ contents: "module.exports = undefined;" }));
  },
};

/** @param {unknown} error */
function describe(error) {
  const { errors } = /** @type {import("esbuild").BuildFailure} */ (error);
  if (!Array.isArray(errors)) return error;
  return errors
    .map(({ text, location }) => (location ? `${location.file}:${location.line}: ${text}` : text))
    .join("\n");
}

const [entry, ...args] = process.argv.slice(2);
try {
  if (entry === undefined) throw "usage: node tools/runner/run.mjs <entry.ts> [arguments]";
  await generateBindings();
  const file = await bundle(entry);
  process.argv = [process.execPath, path.join(PROJECT_ROOT, entry), ...args];
  run(file);
} catch (error) {
  console.error(describe(error));
  process.exitCode = 1;
}
