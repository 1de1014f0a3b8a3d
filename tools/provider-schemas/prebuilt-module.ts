import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** What a module of a prebuilt package is of. */
export type ModuleKind = "provider" | "resource" | "data source";

/** A prebuilt package is not laid out as the generator lays it out. */
export class UnreadablePackage extends Error {}

const EMBEDDED = "//# sourceMappingURL=data:application/json;base64,";

/**
 * Finds the folder of a type's module, such as `lib/dns-record`, without loading any.
 *
 * @param packageFolder the folder of a package such as `@cdktf/provider-random`
 * @param type the type's name in Terraform, such as `random_password`
 * @returns the folder, or `undefined` when the package has no such type
 */
export function findModule(packageFolder: string, kind: ModuleKind, type: string): string | undefined {
  const lib = path.join(packageFolder, "lib");
  const folders = readdirSync(lib, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const likely = likelyNames(kind, type);
  // The generator shortens, escapes and re-cases names, so a folder's name is a hint; its class says what it is.
  const byLikelihood = folders
    .map(({ name }) => name)
    .sort((a, b) => Number(likely.has(letters(b))) - Number(likely.has(letters(a))));
  return byLikelihood.map((name) => path.join(lib, name)).find((folder) => declares(folder, kind, type));
}

function likelyNames(kind: ModuleKind, type: string): ReadonlySet<string> {
  if (kind === "data source") return new Set([letters(`data${type}`)]);
  const short = letters(type.slice(type.indexOf("_") + 1));
  return new Set([short, `${short}resource`, letters(type)]);
}

function letters(name: string): string {
  return name.replace(/[^a-z0-9]/gi, "").toLowerCase();
}

function declares(folder: string, kind: ModuleKind, type: string): boolean {
  const file = path.join(folder, "index.js");
  if (!existsSync(file)) return false;
  const code = readFileSync(file, "utf8");
  return code.includes(`.tfResourceType = "${type}";`) && code.includes(` extends cdktf.${BASE_CLASSES[kind]} {`);
}

/** The class of cdktf that a module's main class extends. */
export const BASE_CLASSES: Readonly<Record<ModuleKind, string>> = {
  provider: "TerraformProvider",
  resource: "TerraformResource",
  "data source": "TerraformDataSource",
};

/**
 * Reads the TypeScript that a module was compiled from. jsii, which builds every prebuilt package, puts it whole into
 * each JavaScript file's source map; unlike the JavaScript it has the types, and the generator's remarks on attributes.
 *
 * @param folder a module's folder; its larger structs may be in further files, in a folder `index-structs`
 * @throws {UnreadablePackage} when a file has no source embedded
 */
export function readSource(folder: string): string {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".js"));
  return files.map((file) => embeddedSource(path.join(folder, file))).join("\n");
}

function embeddedSource(file: string): string {
  const code = readFileSync(file, "utf8");
  const start = code.lastIndexOf(EMBEDDED);
  const map = start < 0 ? {} : JSON.parse(Buffer.from(code.slice(start + EMBEDDED.length), "base64").toString("utf8"));
  const sources: unknown = map.sourcesContent;
  if (!Array.isArray(sources) || typeof sources[0] !== "string") {
    throw new UnreadablePackage(`${file} has no TypeScript in its source map; is its package one that jsii built?`);
  }
  return sources[0];
}
