import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import execa from "execa";
import { cleanEnvironment } from "./support/project-copy";
import { wholeCopy } from "./support/whole-copy";

jest.setTimeout(900_000);

const ENVIRONMENT = "__tests__/support/worker/environment.cjs";

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
  // Each worker's realm has a clock of its own.
  const text = readFileSync(path.join(root, ENVIRONMENT), "utf8");
  const shifted = text.replace(
    "  const { global } = environment;",
    `$&
  const date = process.env.SHIFTED_TO;
  if (date) require("../shift-date.cjs").shiftDate(global, Date.parse(date));`,
  );
  expect(shifted).not.toBe(text);
  writeFileSync(path.join(root, ENVIRONMENT), shifted);
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

  test("the quick tests pass, and no others are among them, at a date in many years", async () => {
    const jest = path.join(root, "node_modules/jest/bin/jest.js");
    const report = path.join(root, "report.log");
    const args = ["--selectProjects", "fast", "--ci", "--json", `--outputFile=${report}`];
    const { exitCode } = await node("2099-12-30", [jest, ...args]);
    const { testResults } = JSON.parse(readFileSync(report, "utf8")) as Report;
    expect(testResults.filter(({ status }) => status !== "passed").map(({ name }) => name)).toEqual([]);
    const others = testResults.filter(({ name }) => path.basename(name).split(".").length !== 3);
    expect(others.map(({ name }) => name)).toEqual([]);
    expect(exitCode).toBe(0);
  });
});

interface Report {
  readonly testResults: readonly { readonly name: string; readonly status: string }[];
}
