import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { App } from "cdktf";
import { addRealEnvironments } from "../support/real-environments";

let stacks: string;
beforeAll(() => {
  const outdir = mkdtempSync(path.join(tmpdir(), "versions-file-"));
  stacks = path.join(outdir, "stacks");
  const app = new App({ outdir, stackTraces: false });
  addRealEnvironments(app);
  app.synth();
});
afterAll(() => rmSync(path.dirname(stacks), { recursive: true }));

const read = (...file: string[]) => JSON.parse(readFileSync(path.join(stacks, ...file), "utf8"));

describe("the version of Terraform that every stack asks for", () => {
  test("is in a file of its own", () => {
    const found = readdirSync(stacks).map((stack) => read(stack, "versions.tf.json"));
    expect(found.length).toBeGreaterThan(2);
    for (const versions of found) expect(versions).toEqual({ terraform: { required_version: ">= 1.7" } });
  });

  test("is not beside the providers, where checkov could not read the stack", () => {
    for (const stack of readdirSync(stacks)) {
      const { terraform } = read(stack, "cdk.tf.json");
      expect(terraform).toMatchObject({ required_providers: expect.any(Object) });
      expect(terraform).not.toHaveProperty("required_version");
    }
  });
});
