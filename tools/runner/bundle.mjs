import { existsSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { PROJECT_ROOT } from "../bindings/generate.mjs";
import { assetArchives } from "./asset-archives.mjs";
import { bindingImports } from "./binding-imports.mjs";
import { bundleFolder } from "./bundle-folder.mjs";
import { codeCacheOf } from "./run-bundle.mjs";
import { writeWhole } from "./write-whole.mjs";

const require = createRequire(import.meta.url);
const CACHE_FOLDER = path.join(PROJECT_ROOT, "node_modules/.cache/bundles");

/**
 * Bundles an entry point with everything that it imports, or finds the bundle of an earlier run whose inputs are as they
 * were.
 *
 * @param {string} entry path below the project's folder
 * @returns {Promise<string>} the bundle's path; its source map is beside it
 * @throws {import("esbuild").BuildFailure}
 */
export async function bundle(entry) {
  const name = entry.replaceAll(/[/\\]/g, "__").replace(/\.ts$/, "");
  const kept = path.join(CACHE_FOLDER, `${name}.cjs`);
  if (existsSync(kept) && isCurrent(recordOf(kept))) return kept;
  const file = path.join(bundleFolder(CACHE_FOLDER), `${name}.cjs`);

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
    // Less text is parsed in less time. Names stay, for stack traces and for constructs that go by their class.
    minifyWhitespace: true,
    minifySyntax: true,
    metafile: true,
    write: false,
    logLevel: "silent",
    plugins: [bindingImports, assetArchives],
  });
  const own = Object.keys(result.metafile.inputs).filter((input) => !/(^|\/)node_modules\/|^unused:/.test(input));
  const inputs = Object.fromEntries(own.map((input) => [input, fileStamp(input)]));
  const folders = Object.fromEntries(
    [...new Set(own.map((input) => path.dirname(input)))].map((folder) => [folder, folderStamp(folder)]),
  );
  for (const output of result.outputFiles) writeWhole(output.path, output.contents);
  rmSync(codeCacheOf(file), { force: true });
  writeWhole(recordOf(file), JSON.stringify({ settings, folders, inputs }));
  return file;
}

/** @param {string} file a bundle */
function recordOf(file) {
  return file.replace(/\.cjs$/, ".json");
}

/**
 * @param {string} record the file that lists what a bundle was made from
 * @returns {boolean} whether the bundle would come out the same now
 */
function isCurrent(record) {
  if (!existsSync(record)) return false;
  const { settings, folders, inputs } = JSON.parse(readFileSync(record, "utf8"));
  return (
    settings === settingsStamp() &&
    Object.entries(inputs).every(([file, stamp]) => fileStamp(file) === stamp) &&
    Object.entries(folders).every(([folder, stamp]) => folderStamp(folder) === stamp)
  );
}

/** What decides about a bundle besides its inputs: what is installed, and this folder. */
function settingsStamp() {
  const runner = readdirSync(path.join(PROJECT_ROOT, "tools/runner")).map((file) => `tools/runner/${file}`);
  const files = ["node_modules/.package-lock.json", "tsconfig.json", "tools/bindings/provider.cjs", ...runner];
  return files.map(fileStamp).join();
}

/**
 * The names of the sources in a folder. Some imports take in every file of a folder, so a new file makes another bundle.
 *
 * @param {string} folder
 */
function folderStamp(folder) {
  const full = path.join(PROJECT_ROOT, folder);
  if (!existsSync(full)) return "missing";
  const sources = readdirSync(full).filter((file) => file.endsWith(".ts"));
  return sources.join();
}

/** @param {string} file */
function fileStamp(file) {
  const stat = statSync(path.join(PROJECT_ROOT, file), { throwIfNoEntry: false });
  return stat === undefined ? "missing" : `${stat.size}:${stat.mtimeMs}`;
}
