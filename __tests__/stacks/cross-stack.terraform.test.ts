import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { App } from "cdktf";
import { terraform } from "../../tools/terraform/terraform";
import { FIXTURE_OWNER } from "../support/fixture/fixture";
import { addDependentStacks } from "../support/terraform/dependent-stacks";

let root: string;
beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), "cross-stack-"));
  const app = new App({ outdir: path.join(root, "cdktf.out"), stackTraces: false });
  addDependentStacks(app, { ...FIXTURE_OWNER, stateBackend: "local" });
  app.synth();
});
afterAll(() => rmSync(root, { recursive: true }));

/** Applies a stack, less the cloud's provider, which has no part in this. */
async function apply(stack: string): Promise<void> {
  const folder = path.join(root, "cdktf.out/stacks", stack);
  const file = path.join(folder, "cdk.tf.json");
  const { provider: _, ...json } = JSON.parse(readFileSync(file, "utf8"));
  delete json.terraform.required_providers;
  writeFileSync(file, JSON.stringify(json));
  for (const args of [
    ["init", "-input=false"],
    ["apply", "-input=false", "-auto-approve"],
  ]) {
    const { exitCode, stderr } = await terraform([...args, "-no-color"], folder);
    expect({ stack, args, exitCode, stderr }).toMatchObject({ exitCode: 0 });
  }
}

function state(stack: string): { resources: { instances: { attributes: { input: unknown } }[] }[] } {
  return JSON.parse(readFileSync(path.join(root, "tfstate/production", `${stack}.tfstate`), "utf8"));
}

describe("stacks with local state, deployed by Terraform", () => {
  test("hand over outputs, and keep their states beside cdktf.out", async () => {
    await apply("production-producer");
    await apply("production-consumer");
    const managed = state("consumer").resources.filter((resource) => "mode" in resource && resource.mode === "managed");
    expect(managed[0]?.instances[0]?.attributes.input).toMatchObject({ value: { value: "from the producer" } });
    expect(state("producer").resources).toHaveLength(1);
  });
});
