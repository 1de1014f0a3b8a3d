import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { App } from "cdktf";
import { type Simulator, startSimulator } from "../../../tools/rehearse/run/simulator";
import { type AssemblyStack, readAssembly, type StackConfiguration } from "../../../tools/terraform/assembly";
import { ProviderCheck } from "../../../tools/validate/providers";
import { placeRehearsedStates } from "../../../tools/validate/rehearsed-states";
import { checkStack, type StackResult } from "../../../tools/validate/stack-check";
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
const RANDOM_STAND_IN = { source: "hashicorp/random", from: "types of @cdktf/provider-random" };
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
      simulated: [RANDOM_STAND_IN],
    });
    expect(await providers.all()).toMatchObject([
      { ...RANDOM, simulated: RANDOM_STAND_IN.from, reason: expect.stringContaining("hashicorp/random") },
    ]);
  });

  test("is simulated with its own arguments", async () => {
    expect(await check(password({ lenght: 32 }))).toMatchObject({
      status: "invalid",
      simulated: [RANDOM_STAND_IN],
      diagnostics: [{ summary: "Missing required argument" }, { summary: "Extraneous JSON object property" }],
    });
  });

  test("is not simulated without a package, and keeps the stack from being checked", async () => {
    const lost = { source: "hashicorp/aws", version: "~> 6.0" };
    const providers = new ProviderCheck(scratch, PROJECT_ROOT);
    const configuration = { terraform: { required_providers: { lost, random: RANDOM } } };
    expect(await check(configuration, true, providers)).toEqual({
      stack: "stack",
      status: "unchecked",
      reasons: ["no provider hashicorp/aws ~> 6.0"],
      diagnostics: [],
    });
    expect((await providers.all())[0]).not.toHaveProperty("simulated", expect.any(String));
  });

  test("is not simulated where only real ones will do", async () => {
    const providers = new ProviderCheck(scratch, PROJECT_ROOT, false);
    expect(await check(password({ length: 32 }), true, providers)).toMatchObject({
      status: "unchecked",
      reasons: ["no provider hashicorp/random ~> 3.6"],
    });
  });
});

describe("the stand-in of Alibaba Cloud's provider", () => {
  const required = { terraform: { required_providers: { alicloud: ALICLOUD } } };
  const group = (configuration: object) => ({
    ...required,
    resource: {
      alicloud_ess_scaling_group: {
        group: { scaling_group_name: "group", min_size: 1, max_size: 2, vswitch_ids: ["vsw-one"], ...configuration },
      },
    },
  });

  test("says which version's behaviour it has", async () => {
    expect(await check(group({}), true)).toMatchObject({
      status: "valid",
      simulated: [{ source: "aliyun/alicloud", from: expect.stringMatching(/^schema and behaviour of 1\.\d+\.\d+$/) }],
    });
  });

  test.each([
    ["that it does not have", { max_sise: 3 }, "Extraneous JSON object property"],
    ["out of range", { max_size: 2001 }, "invalid max_size"],
    [
      "that are too many",
      { removal_policies: ["OldestInstance", "NewestInstance", "OldestScalingConfiguration"] },
      "invalid removal_policies",
    ],
    [
      "beside others that exclude them",
      { health_check_type: "ECS", health_check_types: ["ECS"] },
      "invalid health_check_type",
    ],
    ["that no service knows", { group_type: "FC" }, "invalid group_type"],
  ])("refuses arguments %s", async (_, configuration, summary) => {
    const { status, diagnostics } = await check(group(configuration));
    expect(status).toBe("invalid");
    expect(diagnostics.map((each) => each.summary)).toContain(summary);
  });

  test("warns of deprecated arguments", async () => {
    const role = { role_name: "role", document: '{"Version": "1", "Statement": []}' };
    expect(await check({ ...required, resource: { alicloud_ram_role: { role } } })).toMatchObject({
      status: "valid",
      diagnostics: [{ severity: "warning", summary: "Argument is deprecated", detail: "document is deprecated." }],
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
    expect(result).toMatchObject({ status: "valid", diagnostics: [], planned: 1, simulated: [RANDOM_STAND_IN] });
    const override = readFileSync(path.join(scratch, "stack/offline_override.tf.json"), "utf8");
    const [first, second] = JSON.parse(override).provider.alicloud;
    expect(first).toMatchObject({ skip_region_validation: true, protocol: "HTTP" });
    expect(second).toEqual({ ...first, alias: "second" });
    expect(first.endpoints[0].ecs).toMatch(/^127\.0\.0\.1:\d+$/);
    expect(new Set(Object.values(first.endpoints[0])).size).toBe(1);
  });
});

describe("npm run validate", () => {
  test("plans the project strictly where no real provider is to be had, and says so of each stack", async () => {
    const args = ["--plan", "--strict", "--json", "--environment", "account", "staging"];
    const { exitCode, stdout, stderr } = await run(project.root, "tools/validate/command.ts", args, emptyMirror);
    expect(stderr).toBe("");
    const { stacks, warnings, providers } = JSON.parse(stdout);
    const named = stacks.map(({ stack, status, simulated }: StackResult) => [stack, status, simulated?.[0]?.source]);
    expect(named).toContainEqual(["staging-network", "valid", "aliyun/alicloud"]);
    expect(named.filter(([, status]: string[]) => status !== "valid")).toEqual([]);
    expect(providers).toContainEqual(
      expect.objectContaining({ source: "aliyun/alicloud", reason: expect.any(String) }),
    );
    expect({ warnings, exitCode }).toEqual({ warnings: 0, exitCode: 0 });
  });

  test("takes no stand-in when asked for real providers: it exits 2 and names what it cannot get", async () => {
    const { exitCode, stdout, stderr } = await run(project.root, "tools/validate/command.ts", ["--real"], emptyMirror);
    expect(exitCode).toBe(2);
    expect(stdout).toMatch(/^provider aliyun\/alicloud ~> \d+\.\d+ cannot be had here: /m);
    expect(stdout).toMatch(/^0 valid, 0 invalid, \d+ unchecked; 0 warnings$/m);
    expect(stderr).not.toMatch(/^valid/m);
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
