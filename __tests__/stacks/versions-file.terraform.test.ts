import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { App, TerraformOutput, TerraformStack } from "cdktf";
import { VersionsFile } from "../../stacks/versions-file";
import { terraform } from "../../tools/terraform/terraform";

let outdir: string;
beforeAll(() => {
  outdir = mkdtempSync(path.join(tmpdir(), "versions-file-"));
});
afterAll(() => rmSync(outdir, { recursive: true }));

/** Synthesizes a stack for some versions of Terraform, and initializes it with the one that is here. */
function initialize(id: string, versions: string) {
  const app = new App({ outdir, stackTraces: false });
  const stack = new TerraformStack(app, id);
  new TerraformOutput(stack, "answer", { value: 42 });
  stack.synthesizer = new VersionsFile(stack, stack.synthesizer, versions);
  app.synth();
  return terraform(["init", "-input=false", "-no-color"], path.join(outdir, "stacks", id));
}

test("Terraform runs a stack that asks for its version or older ones", async () => {
  expect(await initialize("present", ">= 1.7")).toMatchObject({ exitCode: 0 });
});

test("Terraform refuses a stack that asks for a newer one, and names the file", async () => {
  const { exitCode, stderr } = await initialize("future", ">= 99.0");
  expect(exitCode).toBe(1);
  expect(stderr).toContain("Unsupported Terraform Core version");
  expect(stderr).toContain("versions.tf");
});
