import { mkdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import execa from "execa";
import { cleanEnvironment } from "./support/project-copy";
import { wholeCopy } from "./support/whole-copy";

let root: string;
let environment: Record<string, string | undefined>;

/** Starts Node in the copy, at a date, with a PATH on which there is nothing but Node. */
function node(date: string, args: readonly string[]) {
  const shift = path.join(root, "__tests__/support/shift-date.cjs");
  const env = { ...environment, SHIFTED_TO: date };
  return execa(process.execPath, ["--require", shift, ...args], { cwd: root, env, reject: false });
}

beforeAll(() => {
  root = wholeCopy("a (b) [c] ü's");
  const programs = path.join(path.dirname(root), "programs");
  mkdirSync(programs);
  symlinkSync(process.execPath, path.join(programs, "node"));
  environment = { ...cleanEnvironment(), PATH: programs };
});
afterAll(() => rmSync(path.dirname(root), { recursive: true, force: true }));

describe("in a folder of any name, with Node alone, without git's data", () => {
  test("a synth writes the same at any date", async () => {
    const written = [];
    for (const date of ["2026-11-16", "2028-02-29", "2063-07-01", "2099-12-31"]) {
      const { exitCode, stderr } = await node(date, ["tools/runner/run.mjs", "main.ts"]);
      expect([date, exitCode, stderr]).toEqual([date, 0, expect.stringContaining("wrote")]);
      written.push(readFileSync(path.join(root, "cdktf.out/stacks/production-compute/cdk.tf.json"), "utf8"));
    }
    expect(new Set(written).size).toBe(1);
  });
});
