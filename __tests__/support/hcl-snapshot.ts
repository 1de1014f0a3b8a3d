import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect } from "@jest/globals";
import { PROJECT_ROOT } from "./project-root";

const SNAPSHOT_FOLDER = path.join(PROJECT_ROOT, "__tests__/__snapshots__");

/** The program at the start of every host's user data; it has tests of its own, and a diff in its own file. */
const BOOT_PROGRAM = /"#!\/usr\/bin\/env python3\\n(?:[^"\\]|\\.)*"/g;

/**
 * Compares HCL with a file that reviewers read as HCL; `jest -u` rewrites it, and `jest --ci` does not write new ones.
 *
 * @param place the file below the folder of snapshots, without its ending: `production/network`
 */
export function expectHclSnapshot(place: string, synthesized: string): void {
  const hcl = synthesized.replaceAll(BOOT_PROGRAM, '"(hosts/every/opt/ainav/lib/boot.py)"');
  const file = fileOf(place);
  const mode = updateMode();
  if (mode === "all" || (mode === "new" && !existsSync(file))) {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, hcl);
  }
  expect(hcl).toBe(existsSync(file) ? readFileSync(file, "utf8") : `a snapshot in ${file}`);
}

/**
 * Fails when there is a snapshot of a stack that is gone; `jest -u` removes it.
 *
 * @param places those of all stacks there are
 */
export function expectNoOtherSnapshots(places: readonly string[]): void {
  const current = places.map(fileOf);
  const stale = snapshots().filter((file) => !current.includes(file));
  if (updateMode() === "all") for (const file of stale) remove(file);
  expect(snapshots().filter((file) => stale.includes(file))).toEqual([]);
}

function fileOf(place: string): string {
  return path.join(SNAPSHOT_FOLDER, `${place}.tf`);
}

/** What jest was asked to do: to write all snapshots, those that are missing, or none. */
function updateMode(): "all" | "new" | "none" {
  const { snapshotState } = expect.getState() as unknown as {
    snapshotState: { _updateSnapshot: "all" | "new" | "none" };
  };
  return snapshotState._updateSnapshot;
}

function snapshots(): string[] {
  const entries = readdirSync(SNAPSHOT_FOLDER, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((file) => path.join(file.parentPath ?? file.path, file.name));
}

/** Removes a snapshot, and its folder once that is empty. */
function remove(file: string): void {
  rmSync(file);
  if (readdirSync(path.dirname(file)).length === 0) rmdirSync(path.dirname(file));
}
