import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect } from "@jest/globals";
import { PROJECT_ROOT } from "./project-root";

export const SNAPSHOT_FOLDER = path.join(PROJECT_ROOT, "__tests__/__snapshots__");

/** The program at the start of every host's user data. Snapshots leave it out: its own file shows its changes. */
const BOOT_PROGRAM = /"#!\/usr\/bin\/env python3\\n(?:[^"\\]|\\.)*"/g;

/** Compares HCL with a file that reviewers read. `jest -u` rewrites it, and `jest --ci` does not write new files. */
export function expectHclSnapshot(stack: string, synthesized: string): void {
  const hcl = synthesized.replaceAll(BOOT_PROGRAM, '"(hosts/every/opt/ainav/lib/boot.py)"');
  const file = path.join(SNAPSHOT_FOLDER, `${stack}.tf`);
  const { snapshotState } = expect.getState() as unknown as {
    snapshotState: { _updateSnapshot: "all" | "new" | "none" };
  };
  const mode = snapshotState._updateSnapshot;
  if (mode === "all" || (mode === "new" && !existsSync(file))) {
    mkdirSync(SNAPSHOT_FOLDER, { recursive: true });
    writeFileSync(file, hcl);
  }
  expect(hcl).toBe(existsSync(file) ? readFileSync(file, "utf8") : `a snapshot in ${file}`);
}
