import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { PROJECT_ROOT } from "./project-root";

/** The lines of .gitignore, as patterns of a path's end. */
const IGNORED = readFileSync(path.join(PROJECT_ROOT, ".gitignore"), "utf8")
  .split("\n")
  .filter((line) => line !== "")
  .map((line) => new RegExp(`(^|/)${line.replaceAll(".", "\\.").replaceAll("*", "[^/]*")}$`));

/** Paths of the project's own files, with slashes, without what .gitignore leaves out. It needs no git. */
export function projectFiles(folder = ""): string[] {
  const entries = readdirSync(path.join(PROJECT_ROOT, folder), { withFileTypes: true });
  return entries.flatMap((entry) => {
    const place = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.name === ".git" || isIgnored(entry.isDirectory() ? `${place}/` : place)) return [];
    if (entry.isDirectory()) return projectFiles(place);
    return entry.isFile() ? [place] : [];
  });
}

/** @param place with slashes; that of a folder ends in one */
function isIgnored(place: string): boolean {
  return IGNORED.some((pattern) => pattern.test(place));
}
