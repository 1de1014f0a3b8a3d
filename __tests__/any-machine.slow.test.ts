import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { ForeignMachine } from "./support/foreign-machine";

jest.setTimeout(300_000);

let machine: ForeignMachine;
beforeAll(() => {
  machine = new ForeignMachine();
});
afterAll(() => machine.remove());

// The quick tests run there in own-values.slow.test.ts.
test("a synth writes the same at any date, in a folder of any name, with Node alone", async () => {
  const written = [];
  for (const date of ["2026-11-16", "2028-02-29", "2063-07-01", "2099-12-31"]) {
    const { exitCode, stderr } = await machine.node(date, ["tools/runner/run.mjs", "main.ts"]);
    expect([date, exitCode, stderr]).toEqual([date, 0, expect.stringContaining("wrote")]);
    written.push(readFileSync(path.join(machine.root, "cdktf.out/stacks/production-compute/cdk.tf.json"), "utf8"));
  }
  expect(new Set(written).size).toBe(1);
});
