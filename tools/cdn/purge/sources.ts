import { readFileSync } from "node:fs";
import { z } from "zod";
import { MissingInput } from "../reconcile/provider";
import type { DesiredDomain } from "../state/domain";
import { isPage, PurgeList } from "./urls";

/** The places that the command line names for URLs. */
export interface PurgeSources {
  readonly urls: readonly string[];
  /** A file with one URL a line. */
  readonly file?: string;
  /** A release's manifest: a JSON array of paths, or an object with such `files`. */
  readonly manifest?: string;
  /** Whether to purge everything: all of the manifest and not only its HTML, or all of the hosts without a manifest. */
  readonly all: boolean;
}

const paths = z.array(z.string().min(1));
const manifest = z.union([paths, z.object({ files: paths }).transform(({ files }) => files)]);

/** Collects what is to be purged. @throws {MissingInput} for whatever cannot be read, before anything is sent */
export function readPurgeList(sources: PurgeSources, domains: readonly DesiredDomain[]): PurgeList {
  const list = new PurgeList(domains);
  for (const url of sources.urls) list.addUrl(url, "URL");
  const lines = sources.file === undefined ? [] : readText("--file", sources.file).split(/\r?\n/);
  for (const [index, line] of lines.entries()) {
    if (line.trim() !== "") list.addUrl(line.trim(), `${sources.file}:${index + 1}`);
  }
  if (sources.manifest !== undefined) {
    const wanted = readManifest(sources.manifest).filter((path) => sources.all || isPage(path));
    for (const path of wanted) {
      if (/^https?:\/\//.test(path)) list.addUrl(path, sources.manifest);
      else list.addPath(path, sources.manifest);
    }
  } else if (sources.all) {
    list.addEverything();
  }
  if (list.requests().size === 0) {
    throw new MissingInput("There is nothing to purge. Give URLs, --file, a --manifest with HTML in it, or --all.");
  }
  return list;
}

function readManifest(file: string): string[] {
  const remedy = 'Write a JSON array of paths, or {"files": [ … ]}.';
  let content: unknown;
  try {
    content = JSON.parse(readText("--manifest", file));
  } catch (error) {
    if (error instanceof MissingInput) throw error;
    throw new MissingInput(`--manifest: ${file} is not JSON: ${(error as Error).message}. ${remedy}`);
  }
  const parsed = manifest.safeParse(content);
  if (parsed.success) return parsed.data;
  const shown = JSON.stringify(content).slice(0, 80);
  throw new MissingInput(`--manifest: ${file} holds ${shown}, which is no list of paths. ${remedy}`);
}

function readText(flag: string, file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new MissingInput(`${flag}: ${file} cannot be read (${code}). Name a file that exists.`);
  }
}
