import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { App } from "cdktf";
import { type AssemblyStack, readAssembly, type StackConfiguration } from "../../tools/assembly/assembly";
import { ProviderCheck } from "../../tools/validate/providers";
import { RehearsedStates } from "../../tools/validate/rehearsed-states";
import { checkStack } from "../../tools/validate/stack-check";
import { EXAMPLE_OWNER } from "../real-environments";
import { PROJECT_ROOT, run } from "../tools/project-copy";
import { addDependentStacks } from "./dependent-stacks";

let scratch: string;
let emptyMirror: NodeJS.ProcessEnv;
beforeEach(() => {
  scratch = mkdtempSync(path.join(tmpdir(), "validate-test-"));
  const config = path.join(scratch, "mirror.tfrc");
  writeFileSync(config, `provider_installation {\n  filesystem_mirror {\n    path = "${scratch}/mirror"\n  }\n}\n`);
  mkdirSync(path.join(scratch, "mirror"));
  emptyMirror = { TF_CLI_CONFIG_FILE: config };
});
afterEach(() => rmSync(scratch, { recursive: true }));

/** Checks a configuration that needs no provider but the built-in one. */
function check(configuration: StackConfiguration, plan = false) {
  const folder = path.join(scratch, "stack");
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, "cdk.tf.json"), JSON.stringify(configuration));
  return checkStack({ name: "stack", folder, dependencies: [], configuration }, new ProviderCheck(scratch), plan);
}

describe("the check of a stack", () => {
  test("finds a sound stack valid, and plans it when asked", async () => {
    const sound = { resource: { terraform_data: { first: { input: 1 }, second: { input: 2 } } } };
    expect(await check(sound)).toEqual({ stack: "stack", status: "valid", reasons: [], diagnostics: [] });
    expect(await check(sound, true)).toMatchObject({ status: "valid", planned: 2 });
  });

  test("finds an argument that there is not, in Terraform's words", async () => {
    expect(await check({ resource: { terraform_data: { first: { inptu: 1 } } } })).toMatchObject({
      status: "invalid",
      diagnostics: [{ severity: "error", summary: "Extraneous JSON object property" }],
    });
  });

  test("finds what only a plan finds", async () => {
    const unplannable = { resource: { terraform_data: { first: { input: '${file("/nonexistent")}' } } } };
    expect(await check(unplannable, true)).toMatchObject({ status: "invalid", diagnostics: [{ severity: "error" }] });
  });

  test("does not call valid what it cannot plan: a stack that reads another's state", async () => {
    const reader = {
      data: { terraform_remote_state: { other: { backend: "local", config: { path: "other.tfstate" } } } },
      output: { value: { value: "${data.terraform_remote_state.other.outputs.x}" } },
    };
    expect(await check(reader)).toMatchObject({ status: "valid" });
    expect(await check(reader, true)).toMatchObject({
      status: "unchecked",
      reasons: [expect.stringContaining("(other)")],
    });
  });
});

describe("the plan of a stack that reads another's state", () => {
  test("gets that state from a rehearsal, and leaves its own empty", async () => {
    const outdir = path.join(scratch, "cdktf.out");
    const app = new App({ outdir, stackTraces: false });
    addDependentStacks(app, { ...EXAMPLE_OWNER, stateBackend: "local" });
    app.synth();
    for (const { folder, configuration } of readAssembly(outdir)) {
      // The cloud's provider has no part in this.
      const terraform = { backend: configuration.terraform?.backend };
      const file = path.join(folder, "cdk.tf.json");
      writeFileSync(file, JSON.stringify({ ...configuration, terraform, provider: undefined }));
    }
    const states = await RehearsedStates.make(PROJECT_ROOT, outdir);
    const [, consumer] = readAssembly(outdir) as [AssemblyStack, AssemblyStack];
    expect(consumer.name).toBe("production-consumer");
    expect(await checkStack(consumer, new ProviderCheck(scratch), true, states)).toMatchObject({
      status: "valid",
      planned: 1,
      diagnostics: [],
    });
  });
});

describe("npm run validate", () => {
  test("exits 2 and names the provider that it cannot get", async () => {
    const { exitCode, stdout, stderr } = await run(PROJECT_ROOT, "tools/validate/command.ts", [], emptyMirror);
    expect(exitCode).toBe(2);
    expect(stdout).toMatch(/^provider aliyun\/alicloud ~> 1\.240, != 1\.287\.0 cannot be had here: /);
    expect(stdout).toContain("0 valid, 0 invalid, 5 unchecked");
    expect(stderr).not.toMatch(/^valid/m);
  });

  test("says the same as JSON", async () => {
    const args = ["--json", "--environment", "account"];
    const { exitCode, stdout, stderr } = await run(PROJECT_ROOT, "tools/validate/command.ts", args, emptyMirror);
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: "" });
    const report = JSON.parse(stdout);
    expect(report.providers).toMatchObject([{ source: "aliyun/alicloud", reason: expect.any(String) }]);
    expect(report.stacks.map(({ stack, status }: Record<string, string>) => `${stack} ${status}`).sort()).toEqual([
      "account unchecked",
      "state unchecked",
    ]);
  });

  test("stops where the synth stops, with its message and exit status 1", async () => {
    const { exitCode, stderr } = await run(PROJECT_ROOT, "tools/validate/command.ts", ["--environment", "prod"]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain("is not an environment");
    expect(stderr).not.toMatch(/\n {4}at /);
  });

  test("says in one line that Terraform is missing", async () => {
    const env = { TERRAFORM_BINARY_NAME: "no-terraform-here" };
    expect(await run(PROJECT_ROOT, "tools/validate/command.ts", [], env)).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(/^no-terraform-here: command not found\. .*$/m),
    });
  });
});

describe("npm run bindings", () => {
  test("says which provider it cannot get, and changes nothing", async () => {
    const { exitCode, stderr } = await run(PROJECT_ROOT, "tools/bindings/refresh.ts", [], emptyMirror);
    expect(exitCode).toBe(1);
    expect(stderr).toContain("terraform init failed for aliyun/alicloud 1.240.0");
    expect(stderr).not.toMatch(/\n {4}at /);
  });

  test("says in one line that Terraform is missing", async () => {
    const env = { TERRAFORM_BINARY_NAME: "no-terraform-here" };
    const { exitCode, stderr } = await run(PROJECT_ROOT, "tools/bindings/refresh.ts", [], env);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^no-terraform-here: command not found\. .*$/);
  });
});
