import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const folders = new Set<string>();

/** Makes a folder that is gone when the process is, however it ends but by SIGKILL; it may be removed before. */
export function scratchFolder(name: string): string {
  // One listener for all of them: a process may make many.
  if (folders.size === 0) process.once("exit", removeAll);
  const folder = mkdtempSync(path.join(tmpdir(), `${name}-`));
  folders.add(folder);
  return folder;
}

function removeAll(): void {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}

/** Ends the process on the signals by which people and machines end it, so that its exit handlers clean up. */
export function exitOnSignals(): void {
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));
}
