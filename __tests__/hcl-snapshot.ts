import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect } from "@jest/globals";

export const SNAPSHOT_FOLDER = path.join(__dirname, "__snapshots__");

/** Compares HCL with a file that reviewers read as HCL; `jest -u` rewrites it, and `jest --ci` does not write new ones. */
export function expectHclSnapshot(stack: string, hcl: string): void {
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
