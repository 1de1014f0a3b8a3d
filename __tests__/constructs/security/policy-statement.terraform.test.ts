import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { App, LocalBackend, TerraformOutput, TerraformStack, TerraformVariable } from "cdktf";
import execa from "execa";
import { encodeDocument, policyDocument } from "../../../constructs/security/policy-statement";

let outdir: string;
beforeAll(() => {
  outdir = mkdtempSync(path.join(tmpdir(), "policy-"));
});
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

test("a value that a deploy takes from a state adds no statement to a policy, whatever it is", async () => {
  const tampered = '*"]},{"Effect":"Allow","Action":["*"],"Resource":["*';
  const app = new App({ outdir, stackTraces: false });
  const stack = new TerraformStack(app, "test");
  new LocalBackend(stack, { path: path.join(outdir, "terraform.tfstate") });
  const { stringValue: id } = new TerraformVariable(stack, "id", { type: "string" });
  const statement = { effect: "Allow", actions: ["ecs:AttachDisk"], resources: [`acs:ecs:*:*:disk/${id}`] } as const;
  new TerraformOutput(stack, "document", { value: encodeDocument(policyDocument([statement])), staticId: true });
  app.synth();

  const terraform = (...args: string[]) =>
    execa("terraform", args, { cwd: path.join(outdir, "stacks/test"), env: { CHECKPOINT_DISABLE: "1" } });
  await terraform("init");
  await terraform("apply", "-auto-approve", `-var=id=${tampered}`);
  const { stdout } = await terraform("output", "-raw", "document");
  expect(JSON.parse(stdout)).toEqual({
    Version: "1",
    Statement: [{ Effect: "Allow", Action: ["ecs:AttachDisk"], Resource: [`acs:ecs:*:*:disk/${tampered}`] }],
  });
});
