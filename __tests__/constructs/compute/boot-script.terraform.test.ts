import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { App, Fn, LocalBackend, TerraformOutput, TerraformStack, TerraformVariable } from "cdktf";
import execa from "execa";
import { bootScript, type HostSettings } from "../../../constructs/compute/boot-script";
import { PROJECT_ROOT } from "../../support/project-root";

/** What Terraform's templates, JSON, Python and shells give a meaning to. */
const NASTY = `q" 'b\\ c\\n nl\n d\${x} p%{if} $\${y} %%{z} # \r\t <&> é 日 """ '''`;

let outdir: string;
beforeAll(() => {
  outdir = mkdtempSync(path.join(tmpdir(), "boot-script-"));
});
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

/** What Terraform makes of a stack's outputs. */
async function outputs(build: (stack: TerraformStack) => void): Promise<Record<string, { value: string }>> {
  const app = new App({ outdir, stackTraces: false });
  const stack = new TerraformStack(app, "test");
  new LocalBackend(stack, { path: path.join(outdir, "terraform.tfstate") });
  build(stack);
  app.synth();
  const terraform = (...args: string[]) =>
    execa("terraform", args, { cwd: path.join(outdir, "stacks/test"), env: { CHECKPOINT_DISABLE: "1" } });
  await terraform("init");
  await terraform("apply", "-auto-approve", `-var=nasty=${NASTY}`);
  return JSON.parse((await terraform("output", "-json")).stdout);
}

const programFile = path.join(PROJECT_ROOT, "hosts/every/opt/ainav/lib/boot.py");
const program = readFileSync(programFile, "utf8");

test("user data has the program byte for byte, and every value as it was, in one last line of JSON", async () => {
  const settings = (token: string, list: string[], number: number): HostSettings => ({
    kind: "app",
    environment: NASTY,
    project: token,
    region: `before "${token}" after\\`,
    accountId: '"quoted"',
    bundle: { bucket: "", key: token, sha256: '"' },
    adminKeys: [NASTY, token],
    logIdentity: "plain",
    services: { [NASTY]: { list, number, nothing: null, yes: true, none: [], empty: {}, half: 0.5 } },
  });
  const { script, userData } = await outputs((stack) => {
    const nasty = new TerraformVariable(stack, "nasty", { type: "string" });
    const list = new TerraformVariable(stack, "list", { type: "list(string)", default: ["a", "b"] });
    const number = new TerraformVariable(stack, "number", { type: "number", default: 5 });
    const text = bootScript({ programFile, ...settings(nasty.stringValue, list.listValue, number.numberValue) });
    new TerraformOutput(stack, "script", { value: text });
    new TerraformOutput(stack, "userData", { value: Fn.base64encode(text) });
  });
  const mark = `${program}# host: `;
  expect(script?.value.slice(0, mark.length)).toBe(mark);
  const line = script?.value.slice(mark.length) ?? "";
  expect(line).not.toContain("\n");
  expect(JSON.parse(line)).toEqual(settings(NASTY, ["a", "b"], 5));
  expect(Buffer.from(userData?.value ?? "", "base64").toString()).toBe(script?.value);
});
