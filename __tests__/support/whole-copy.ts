import { cpSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { projectFiles } from "./project-files";
import { PROJECT_ROOT } from "./project-root";

/**
 * Copies all files of the project, tests and documents included, into a folder of its own, which is as installed.
 *
 * @param name of the copy's folder, in a new folder for temporary files
 * @returns the copy's folder; the caller removes the one that it is in
 */
export function wholeCopy(name = "copy"): string {
  const root = path.join(mkdtempSync(path.join(tmpdir(), "project-")), name);
  mkdirSync(root);
  for (const file of [...projectFiles(), ".gen"]) {
    cpSync(path.join(PROJECT_ROOT, file), path.join(root, file), { recursive: true, preserveTimestamps: true });
  }
  linkPackages(root);
  return root;
}

/** Links the packages entry by entry, because each project has its own caches in node_modules/.cache. */
export function linkPackages(root: string): void {
  const installed = path.join(PROJECT_ROOT, "node_modules");
  mkdirSync(path.join(root, "node_modules"));
  for (const entry of readdirSync(installed)) {
    if (entry !== ".cache") symlinkSync(path.join(installed, entry), path.join(root, "node_modules", entry));
  }
}
