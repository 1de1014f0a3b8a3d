import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { withLock } from "../../../tools/synth/folder-lock";

/** More than any system gives to a process. */
const NO_PROCESS = 2 ** 30;

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "lock-"));
  file = path.join(folder, "lock");
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("a lock", () => {
  test("is there while the function runs, and gone afterwards, also when it fails", async () => {
    await withLock(file, () => expect(existsSync(file)).toBe(true));
    expect(existsSync(file)).toBe(false);
    const failing = withLock(file, () => {
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    expect(existsSync(file)).toBe(false);
  });

  test("of a process that is gone does not count", async () => {
    writeFileSync(file, String(NO_PROCESS));
    const ran: string[] = [];
    await withLock(file, () => ran.push("ran"));
    expect(ran).toEqual(["ran"]);
  });

  test("of a process that is there is waited for", async () => {
    writeFileSync(file, String(process.pid));
    const order: string[] = [];
    const waiting = withLock(file, () => order.push("second"));
    order.push("first");
    rmSync(file);
    await waiting;
    expect(order).toEqual(["first", "second"]);
  });
});
