import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const folders = new Set<string>();

/**
 * Makes a folder that is removed when the process ends, unless SIGKILL ends it. It may be removed before.
 *
 * @param name what the folder's name begins with
 * @param parent the folder to make it in; by default that of the machine's temporary files
 */
export function scratchFolder(name: string, parent = tmpdir()): string {
  // One listener for all of them: a process may make many.
  if (folders.size === 0) process.once("exit", removeAll);
  const folder = mkdtempSync(path.join(parent, `${name}-`));
  folders.add(folder);
  return folder;
}

function removeAll(): void {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}
