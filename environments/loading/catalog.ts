import { readdirSync } from "node:fs";
import path from "node:path";
import type { Problem } from "../rules/problem";
import type { AccountEnvironmentInput, PlatformEnvironmentInput } from "../schema/environment";

export type EnvironmentInput = AccountEnvironmentInput | PlatformEnvironmentInput;

/** The project's data as its files give it, before any check. */
export interface Catalog {
  /** The account first, then the environments that run the platform, by their names. */
  readonly environments: readonly EnvironmentInput[];
  /** The services by the names of their files. */
  readonly services: Readonly<Record<string, unknown>>;
  /** A problem for each environment whose name is not that of its file. */
  readonly problems: readonly Problem[];
}

const FOLDER = "environments";

// The bundler replaces each of the two calls by a table of the files that fit; without it, `require` finds them itself.
const loadFile = (name: string): Record<string, unknown> => require(`../${name}.ts`);
const loadService = (name: string): { readonly service?: unknown } => require(`../services/${name}.ts`);

/**
 * Finds environments and services by their files, so that a new one needs no entry in a list. Every export of a file in
 * `environments/` that has a `kind` is an environment; the export `service` of a file in `environments/services/` is a
 * service.
 */
export function readCatalog(): Catalog {
  const exported = filesIn(FOLDER).map((file) => ({
    file,
    found: Object.values(loadFile(file)).filter(isEnvironment),
  }));
  const services = filesIn(`${FOLDER}/services`).map((name) => [name, loadService(name).service] as const);
  return {
    environments: exported.flatMap(({ found }) => found).sort(byKindAndName),
    services: Object.fromEntries(services),
    problems: exported.flatMap(({ file, found }) =>
      found.filter(({ name }) => name !== file).map(({ name }) => misnamed(file, name)),
    ),
  };
}

function filesIn(folder: string): string[] {
  const files = readdirSync(path.resolve(folder)).filter((file) => file.endsWith(".ts"));
  return files.map((file) => file.replace(/\.ts$/, "")).sort();
}

function misnamed(file: string, name: string): Problem {
  return {
    source: `${FOLDER}/${file}.ts`,
    path: "name",
    value: name,
    message: "is not the name of its file",
    remedy: `Write "${file}", or call the file ${name}.ts.`,
  };
}

function isEnvironment(value: unknown): value is EnvironmentInput {
  return typeof value === "object" && value !== null && "kind" in value && "name" in value;
}

function byKindAndName(one: EnvironmentInput, other: EnvironmentInput): number {
  const key = ({ kind, name }: EnvironmentInput) => `${kind === "account" ? 0 : 1} ${name}`;
  return key(one) < key(other) ? -1 : 1;
}
