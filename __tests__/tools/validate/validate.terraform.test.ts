import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { App } from "cdktf";
import { type Simulator, startSimulator } from "../../../tools/rehearse/run/simulator";
import { type AssemblyStack, readAssembly, type StackConfiguration } from "../../../tools/terraform/assembly";
import { ProviderCheck } from "../../../tools/validate/providers";
import { placeRehearsedStates } from "../../../tools/validate/rehearsed-states";
import { checkStack } from "../../../tools/validate/stack-check";
import { FIXTURE_OWNER } from "../../support/fixture/fixture";
import { ProjectCopy, run } from "../../support/project-copy";
import { PROJECT_ROOT } from "../../support/project-root";
import { addDependentStacks } from "../../support/terraform/dependent-stacks";

let scratch: string;
let project: ProjectCopy;
beforeAll(() => {
  project = new ProjectCopy();
});
afterAll(() => project.remove());
let emptyMirror: NodeJS.ProcessEnv;
const { TF_CLI_CONFIG_FILE } = process.env;
beforeEach(() => {
  scratch = mkdtempSync(path.join(tmpdir(), "validate-test-"));
  const config = path.join(scratch, "mirror.tfrc");
  writeFileSync(config, `provider_installation {\n  filesystem_mirror {\n    path = "${scratch}/mirror"\n  }\n}\n`);
  mkdirSync(path.join(scratch, "mirror"));
  emptyMirror = { TF_CLI_CONFIG_FILE: config };
  Object.assign(process.env, emptyMirror);
});
afterEach(() => {
  delete process.env.TF_CLI_CONFIG_FILE;
  delete process.env.TF_REATTACH_PROVIDERS;
  if (TF_CLI_CONFIG_FILE !== undefined) process.env.TF_CLI_CONFIG_FILE = TF_CLI_CONFIG_FILE;
  rmSync(scratch, { recursive: true });
});

function stackOf(configuration: StackConfiguration): AssemblyStack {
  const folder = path.join(scratch, "stack");
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, "cdk.tf.json"), JSON.stringify(configuration));
  return { name: "stack", folder, dependencies: [], configuration };
}

function check(configuration: StackConfiguration, plan = false, providers = new ProviderCheck(scratch, PROJECT_ROOT)) {
  return checkStack(stackOf(configuration), providers, plan);
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

  test("tells of warnings, once each", async () => {
    const warned = { resource: { terraform_data: { first: { lifecycle: { ignore_changes: ["id"] } } } } };
    for (const plan of [false, true]) {
      expect(await check(warned, plan)).toMatchObject({
        status: "valid",
        diagnostics: [{ severity: "warning", summary: "Redundant ignore_changes element" }],
      });
    }
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
    addDependentStacks(app, { ...FIXTURE_OWNER, stateBackend: "local" });
    app.synth();
    for (const { folder, configuration } of readAssembly(outdir)) {
      // The cloud's provider has no part in this.
      const terraform = { backend: configuration.terraform?.backend };
      const file = path.join(folder, "cdk.tf.json");
      writeFileSync(file, JSON.stringify({ ...configuration, terraform, provider: undefined }));
    }
    const states = await placeRehearsedStates(PROJECT_ROOT, outdir);
    const [, consumer] = readAssembly(outdir) as [AssemblyStack, AssemblyStack];
    expect(consumer.name).toBe("production-consumer");
    expect(await checkStack(consumer, new ProviderCheck(scratch, PROJECT_ROOT), true, states)).toMatchObject({
      status: "valid",
      planned: 1,
      diagnostics: [],
    });
  });
});

const RANDOM = { source: "hashicorp/random", version: "~> 3.6" };
const ALICLOUD = { source: "aliyun/alicloud", version: "~> 1.289" };

describe("a provider that cannot be had", () => {
  const password = (configuration: object) => ({
    terraform: { required_providers: { random: RANDOM } },
    resource: { random_password: { database: configuration } },
  });

  test("is simulated when its package has its types, and the result says so", async () => {
    const providers = new ProviderCheck(scratch, PROJECT_ROOT);
    expect(await check(password({ length: 32 }), true, providers)).toEqual({
      stack: "stack",
      status: "valid",
      reasons: [],
      diagnostics: [],
      planned: 1,
      simulated: ["hashicorp/random"],
    });
    expect(await providers.all()).toMatchObject([
      { ...RANDOM, simulated: "@cdktf/provider-random", reason: expect.stringContaining("hashicorp/random") },
    ]);
  });

  test("is simulated with its own arguments", async () => {
    expect(await check(password({ lenght: 32 }))).toMatchObject({
      status: "invalid",
      simulated: ["hashicorp/random"],
      diagnostics: [{ summary: "Missing required argument" }, { summary: "Extraneous JSON object property" }],
    });
  });

  test.each([
    ["Alibaba Cloud's own", ALICLOUD],
    ["one without a package", { source: "hashicorp/aws", version: "~> 6.0" }],
  ])("is not simulated: %s", async (_, lost) => {
    const providers = new ProviderCheck(scratch, PROJECT_ROOT);
    const configuration = { terraform: { required_providers: { lost, random: RANDOM } } };
    expect(await check(configuration, true, providers)).toEqual({
      stack: "stack",
      status: "unchecked",
      reasons: [`no provider ${lost.source} ${lost.version}`],
      diagnostics: [],
    });
    expect((await providers.all())[0]).not.toHaveProperty("simulated", expect.any(String));
  });
});

describe("Alibaba Cloud's own provider", () => {
  test("is never simulated, not even if it had a package", async () => {
    const folder = path.join(scratch, "node_modules/@cdktf/provider-alicloud");
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, "package.json"), "{}");
    const configuration = { terraform: { required_providers: { alicloud: ALICLOUD } } };
    expect(await check(configuration, true, new ProviderCheck(scratch, scratch))).toMatchObject({
      status: "unchecked",
      reasons: ["no provider aliyun/alicloud ~> 1.289"],
    });
  });
});

describe("a provider that is attached already", () => {
  const configuration = {
    terraform: { required_providers: { alicloud: ALICLOUD, random: RANDOM } },
    provider: { alicloud: [{ region: "cn-hongkong" }, { alias: "second", region: "ap-southeast-1" }] },
    resource: { random_password: { database: { length: 32 } } },
    data: { alicloud_images: { system: { name_regex: "^aliyun_3_" } } },
    output: { image: { value: "${data.alicloud_images.system.images[0].id}" } },
  };
  let simulator: Simulator;
  beforeEach(async () => {
    simulator = await startSimulator(PROJECT_ROOT, [stackOf(configuration)], { sources: ["aliyun/alicloud"] });
    process.env.TF_REATTACH_PROVIDERS = simulator.variables.TF_REATTACH_PROVIDERS;
  });
  afterEach(() => simulator.stop());

  test("stays so beside a simulated one, and plans with every call led to this machine", async () => {
    const result = await check(configuration, true);
    expect(result).toMatchObject({ status: "valid", diagnostics: [], planned: 1, simulated: ["hashicorp/random"] });
    const override = readFileSync(path.join(scratch, "stack/offline_override.tf.json"), "utf8");
    const [first, second] = JSON.parse(override).provider.alicloud;
    expect(first).toMatchObject({ skip_region_validation: true, protocol: "HTTP" });
    expect(second).toEqual({ ...first, alias: "second" });
    expect(first.endpoints[0].ecs).toMatch(/^127\.0\.0\.1:\d+$/);
    expect(new Set(Object.values(first.endpoints[0])).size).toBe(1);
  });

  test("lets the whole project be planned, strictly, where no real provider is to be had", async () => {
    const args = ["--plan", "--strict", "--json", "--environment", "account", "staging"];
    const { exitCode, stdout } = await run(project.root, "tools/validate/command.ts", args, emptyMirror);
    const { stacks, warnings } = JSON.parse(stdout);
    expect(stacks.filter(({ status }: { status: string }) => status !== "valid")).toEqual([]);
    expect(stacks.map(({ stack }: { stack: string }) => stack)).toContain("staging-network");
    expect({ warnings, exitCode }).toEqual({ warnings: 0, exitCode: 0 });
  });
});

describe("npm run validate", () => {
  test("exits 2 and names the provider that it cannot get", async () => {
    const { exitCode, stdout, stderr } = await run(project.root, "tools/validate/command.ts", [], emptyMirror);
    expect(exitCode).toBe(2);
    expect(stdout).toMatch(/^provider aliyun\/alicloud ~> 1\.240, != 1\.287\.0 cannot be had here: /);
    expect(stdout).toMatch(/^0 valid, 0 invalid, \d+ unchecked; 0 warnings$/m);
    expect(stderr).not.toMatch(/^valid/m);
  });

  test("says the same as JSON", async () => {
    const args = ["--json", "--environment", "account"];
    const { exitCode, stdout, stderr } = await run(project.root, "tools/validate/command.ts", args, emptyMirror);
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: "" });
    const report = JSON.parse(stdout);
    expect(report.providers).toContainEqual(
      expect.objectContaining({ source: "aliyun/alicloud", reason: expect.any(String) }),
    );
    expect(report.stacks.map(({ stack, status }: Record<string, string>) => `${stack} ${status}`).sort()).toEqual([
      "account unchecked",
      "state unchecked",
    ]);
  });

  test("stops where the synth stops, with its message and exit status 1", async () => {
    const { exitCode, stderr } = await run(project.root, "tools/validate/command.ts", ["--environment", "prod"]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain("is not an environment");
    expect(stderr).not.toMatch(/\n {4}at /);
  });

  test("says in one line that Terraform is missing", async () => {
    const env = { TERRAFORM_BINARY_NAME: "no-terraform-here" };
    expect(await run(project.root, "tools/validate/command.ts", [], env)).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(/^no-terraform-here: command not found\. .*$/m),
    });
  });
});

describe("npm run bindings", () => {
  test("says which provider it cannot get, and changes nothing", async () => {
    const { exitCode, stderr } = await run(PROJECT_ROOT, "tools/bindings/command.ts", [], emptyMirror);
    expect(exitCode).toBe(1);
    expect(stderr).toContain("terraform init failed for aliyun/alicloud 1.289.0");
    expect(stderr).not.toMatch(/\n {4}at /);
  });

  test("says in one line that Terraform is missing", async () => {
    const env = { TERRAFORM_BINARY_NAME: "no-terraform-here" };
    const { exitCode, stderr } = await run(PROJECT_ROOT, "tools/bindings/command.ts", [], env);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^no-terraform-here: command not found\. .*$/);
  });
});
