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

const read = (...file: string[]) => readFileSync(path.join(stacks, ...file), "utf8");

describe("the version of Terraform that every stack asks for", () => {
  test("is in a file of its own", () => {
    const found = readdirSync(stacks).map((stack) => read(stack, "versions.tf"));
    expect(found.length).toBeGreaterThan(2);
    for (const versions of found) expect(versions).toBe('terraform {\n  required_version = ">= 1.7"\n}\n');
  });

  test("is in no file of JSON, which checkov could not read", () => {
    for (const stack of readdirSync(stacks)) {
      const { terraform } = JSON.parse(read(stack, "cdk.tf.json"));
      expect(terraform).toMatchObject({ required_providers: expect.any(Object) });
      expect(terraform).not.toHaveProperty("required_version");
    }
  });
});
