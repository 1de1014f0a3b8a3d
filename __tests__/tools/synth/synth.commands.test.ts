import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { ProjectCopy, run } from "../../support/project-copy";
import { PROJECT_ROOT } from "../../support/project-root";

let copy: ProjectCopy;
let other: ProjectCopy;
let scratch: string;
beforeAll(() => {
  copy = new ProjectCopy();
  other = new ProjectCopy();
  scratch = mkdtempSync(path.join(tmpdir(), "synth-"));
});
afterAll(() => {
  copy.remove();
  other.remove();
  rmSync(scratch, { recursive: true });
});

/** Every file below a folder with its content. */
function contents(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map((file) => {
      const full = path.join(file.parentPath ?? file.path, file.name);
      return [path.relative(folder, full), readFileSync(full, "utf8")];
    }),
  );
}

function expectNothingWritten(root: string, output: string): void {
  expect(existsSync(path.join(root, output))).toBe(false);
  expect(readdirSync(root).filter((entry) => entry.startsWith(`.${output}`))).toEqual([]);
}

/** The stacks of an environment whose services run on hosts, in the order of their names. */
const ON_HOSTS = ["compute", "data", "edge", "identity", "network", "operations", "rollout"];

describe("npm run synth", () => {
  test("writes the same bytes in every folder, the second time too, and no path of the machine", async () => {
    for (const root of [copy.root, copy.root, other.root]) {
      expect(await run(root, "main.ts")).toMatchObject({
        exitCode: 0,
        stdout: "",
        stderr: expect.stringMatching(/^wrote 21 stacks to cdktf\.out in \d+\.\d s$/),
      });
    }
    const files = contents(path.join(copy.root, "cdktf.out"));
    // The manifest, 21 stacks of two files, and the bundles of four kinds of hosts in three environments.
    expect(Object.keys(files)).toHaveLength(1 + 2 * 21 + 4 * 3);
    expect(contents(path.join(other.root, "cdktf.out"))).toEqual(files);
    for (const text of Object.values(files)) {
      for (const root of [copy.root, other.root, PROJECT_ROOT]) expect(text).not.toContain(root);
    }
  });

  test("writes only what is asked for, in the phase that is asked for, to the folder that is asked for", async () => {
    const output = path.join(scratch, "deep/out");
    const flags = ["--environment", "staging", "production", "--phase", "cluster", "--output", output];
    expect(await run(copy.root, "main.ts", flags)).toMatchObject({
      exitCode: 0,
      stderr: expect.stringContaining(`wrote 22 stacks to ${output} in `),
    });
    expect(readdirSync(path.join(output, "stacks")).sort()).toEqual(
      ["production", "staging"].flatMap((environment) =>
        [...ON_HOSTS, "cluster", "platform", "pod-roles", "workloads"].sort().map((stack) => `${environment}-${stack}`),
      ),
    );
    await run(copy.root, "main.ts", ["--environment", "account", "--output", output]);
    expect(readdirSync(path.join(output, "stacks")).sort()).toEqual(["account", "state"]);
  });

  test("writes HCL in place of JSON when asked to, by option or as cdktf asks, and JSON again afterwards", async () => {
    const output = path.join(scratch, "hcl");
    const folder = path.join(output, "stacks/staging-network");
    const synth = (flags: readonly string[], env: NodeJS.ProcessEnv = {}) =>
      run(copy.root, "main.ts", ["--environment", "staging", "--output", output, ...flags], env);
    const network = () => readFileSync(path.join(folder, "cdk.tf"), "utf8");

    expect(await synth(["--hcl"])).toMatchObject({ exitCode: 0 });
    expect(readdirSync(folder).sort()).toEqual(["cdk.tf", "metadata.json", "versions.tf"]);
    const byOption = network();
    expect(byOption).toContain('resource "alicloud_vpc" "');
    const manifest = JSON.parse(readFileSync(path.join(output, "manifest.json"), "utf8"));
    expect(manifest.stacks["staging-network"].synthesizedStackPath).toBe("stacks/staging-network/cdk.tf");

    await synth([], { SYNTH_HCL_OUTPUT: "false" });
    expect(readdirSync(folder).sort()).toEqual(["cdk.tf.json", "versions.tf"]);
    await synth([], { SYNTH_HCL_OUTPUT: "true" });
    expect(network()).toBe(byOption);
  });

  test("leaves what Terraform keeps in a stack's folder, also of a stack that is gone", async () => {
    const output = path.join(scratch, "kept");
    await run(copy.root, "main.ts", ["--environment", "staging", "--output", output]);
    const folder = path.join(output, "stacks/staging-network");
    mkdirSync(path.join(folder, ".terraform"));
    writeFileSync(path.join(folder, ".terraform.lock.hcl"), "lock");
    writeFileSync(path.join(output, "stacks/.DS_Store"), "of a file manager");
    writeFileSync(path.join(folder, "errored.tfstate"), "{}");
    writeFileSync(path.join(folder, "cdk.tf"), "# as HCL, by an earlier synth");
    await run(copy.root, "main.ts", ["--environment", "staging", "--output", output]);
    expect(readdirSync(folder).sort()).toEqual([
      ".terraform",
      ".terraform.lock.hcl",
      "cdk.tf.json",
      "errored.tfstate",
      "versions.tf",
    ]);
    await run(copy.root, "main.ts", ["--environment", "account", "--output", output]);
    expect(readdirSync(folder).sort()).toEqual([".terraform", ".terraform.lock.hcl", "errored.tfstate"]);
  });

  test("starts no other program: neither the CLI nor a type checker", async () => {
    const recorder = path.join(scratch, "recorder.cjs");
    const record = path.join(scratch, "started");
    writeFileSync(
      recorder,
      `const child = require("node:child_process");
       for (const name of ["spawn", "spawnSync", "exec", "execSync", "execFile", "execFileSync", "fork"]) {
         child[name] = (...args) => require("node:fs").appendFileSync(${JSON.stringify(record)}, args[0] + "\\n");
       }`,
    );
    const env = { NODE_OPTIONS: `--require ${recorder}` };
    expect(await run(copy.root, "main.ts", [], env)).toMatchObject({ exitCode: 0 });
    expect(existsSync(record)).toBe(false);
  });

  test.each([
    [["--environment", "prod"], {}, ["--environment", "'prod'", "is not an environment", "Choose from account"]],
    [["--phase", "two"], {}, ["--phase", "'two'", "is not a phase", "hosts, migrating, cluster"]],
    [[], { AINAV_ADMIN_CIDRS: "203.0.113.1" }, ["AINAV_ADMIN_CIDRS: [0]", "did you mean 203.0.113.1/32?"]],
    [
      [],
      { AINAV_ALARM_CONTACTS: "night" },
      ["AINAV_ALARM_CONTACTS: [0].email", "is missing", "Write an e-mail address."],
    ],
    [[], { STATE_BACKEND: "s3" }, ["STATE_BACKEND", "'s3'", "is not one of local, oss"]],
    [[], { AINAV_REGION: "cn-hongkong" }, ["AINAV_REGION", "is a variable that nothing reads"]],
  ])("refuses %j with %j: exit status 1, no stack trace, nothing written", async (flags, env, expected) => {
    const { exitCode, stderr, stdout } = await run(copy.root, "main.ts", [...flags, "--output", "refused"], env);
    expect(exitCode).toBe(1);
    expect(stdout).toBe("");
    for (const text of expected) expect(stderr).toContain(text);
    expect(stderr).not.toMatch(/\n {4}at /);
    expectNothingWritten(copy.root, "refused");
  });

  test("refuses an environment whose file is wrong, with every problem in it", async () => {
    const { exitCode, stderr } = await copy.edited(
      "environments/staging.ts",
      (text) => text.replace('"10.1.11.0/24"', '"10.1.1.0/24"').replace("egressBandwidthMbps: 20", "nat: 0"),
      () => run(copy.root, "main.ts", ["--output", "refused"]),
    );
    expect(exitCode).toBe(1);
    expect(stderr).toContain("2 problems, nothing was written:");
    expect(stderr).toContain("environments/staging.ts: network.nat\n");
    expect(stderr).toContain("environments/staging.ts: network.vSwitches.public[1].cidr\n");
    expectNothingWritten(copy.root, "refused");
  });

  test("reads the owner's local file, and names what is wrong in it", async () => {
    const file = path.join(copy.root, "environments/owner.local.json");
    writeFileSync(file, '{"alarmContacts": [], "adminCidrs": ["198.51.100.7/32"]}');
    const refused = await run(copy.root, "main.ts", ["--output", "refused"]);
    expect(refused.stderr).toContain("environments/owner.local.json: alarmContacts\n");
    writeFileSync(file, '{"adminCidrs": ["198.51.100.7/32"]}');
    await run(copy.root, "main.ts", ["--environment", "staging", "--output", "local"]);
    rmSync(file);
    const json = readFileSync(path.join(copy.root, "local/stacks/staging-network/cdk.tf.json"), "utf8");
    expect(json).toContain("198.51.100.7/32");
  });

  test("leaves the last output as it was when a construct refuses", async () => {
    await run(copy.root, "main.ts", ["--environment", "staging", "--output", "before"]);
    const before = contents(path.join(copy.root, "before"));
    const refusal = '  network.node.addValidation({ validate: () => ["too small"] });\n';
    const { exitCode, stderr } = await copy.edited(
      "stacks/environment.ts",
      (text) => text.replace("  return { data, identity };", `${refusal}  return { data, identity };`),
      () => run(copy.root, "main.ts", ["--environment", "production", "--output", "before"]),
    );
    expect(exitCode).toBe(1);
    expect(stderr).toContain("[production-network] too small");
    expect(stderr).not.toMatch(/\n {4}at /);
    expect(contents(path.join(copy.root, "before"))).toEqual(before);
    expect(readdirSync(copy.root).filter((entry) => entry.startsWith(".before"))).toEqual([]);
  });

  test.each([
    ["a mistake of the program", [], "(undefined as unknown as () => void)();", /^TypeError: /],
    [
      "a misused token, where it was made, when debugging",
      ["--debug"],
      'new (require("cdktf").TerraformOutput)(network, "wrong", { value: require("cdktf").Lazy.stringValue(undefined) });',
      /Object creation stack:\n/,
    ],
  ])("shows %s, at its line of the source", async (_, flags, mistake, expected) => {
    const file = path.join(copy.root, "stacks/environment.ts");
    const line = readFileSync(file, "utf8").split("\n").indexOf("  return { data, identity };") + 1;
    const { exitCode, stderr } = await copy.edited(
      "stacks/environment.ts",
      (text) => text.replace("  return { data, identity };", `  ${mistake}\n  return { data, identity };`),
      () => run(copy.root, "main.ts", ["--environment", "production", "--output", "refused", ...flags]),
    );
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(expected);
    expect(stderr).toContain(`(${file}:${line}:`);
    expect(stderr).not.toContain(".cache/bundles");
    expectNothingWritten(copy.root, "refused");
  });

  test("names the list when a stack uses a type that the bindings do not cover", async () => {
    const importing = (specifier: string) =>
      copy.edited(
        "constructs/network/vpc.ts",
        (text) => `import "${specifier}";\n${text}`,
        () => run(copy.root, "main.ts", ["--output", "refused"]),
      );
    const unlisted = await importing("@cdktf/provider-alicloud/lib/slb-load-balancer");
    const rootIndex = await importing("@cdktf/provider-alicloud");
    expect(unlisted.exitCode).toBe(1);
    expect(unlisted.stderr).toBe(
      "constructs/network/vpc.ts:1: @cdktf/provider-alicloud/lib/slb-load-balancer: alicloud_slb_load_balancer is not " +
        'among the types that the bindings cover. Add it to "resources" in schemas/alicloud-types.json and run ' +
        "`npm run bindings`.",
    );
    expect(rootIndex.stderr).toContain("there is no root index");
  });

  test.each([
    ["", "is no folder"],
    [".", "holds the project's own files"],
    ["..", "holds the project's own files"],
  ])("refuses to write to %j, where the project's own stacks/ is", async (output, wrong) => {
    const before = readdirSync(path.join(copy.root, "stacks"));
    expect(await run(copy.root, "main.ts", ["--output", output])).toMatchObject({
      exitCode: 1,
      stderr: `--output: "${output}" ${wrong}. Name one that a synth may write to, such as cdktf.out.`,
    });
    expect(readdirSync(path.join(copy.root, "stacks"))).toEqual(before);
    expect(existsSync(path.join(copy.root, "manifest.json"))).toBe(false);
  });

  test("prints one JSON object when asked: the folder, the stacks, and warnings", async () => {
    const args = ["--environment", "production", "--output", "told", "--json"];
    const { stdout, stderr } = await run(copy.root, "main.ts", args);
    const stacks = ON_HOSTS.map((stack) => `production-${stack}`);
    expect(JSON.parse(stdout)).toEqual({ output: "told", stacks, warnings: [] });
    expect(stderr).toBe("");
  });

  test("says nothing of success to the cdktf CLI, which says where it wants the result and shows stderr as an error", async () => {
    const env = { CDKTF_OUTDIR: "for-cdktf" };
    const args = ["--environment", "account"];
    expect(await run(copy.root, "main.ts", args, env)).toMatchObject({ exitCode: 0, stdout: "", stderr: "" });
    expect(readdirSync(path.join(copy.root, "for-cdktf/stacks")).sort()).toEqual(["account", "state"]);
  });

  test("explains itself", async () => {
    const { exitCode, stdout } = await run(copy.root, "main.ts", ["--help"]);
    expect(exitCode).toBe(0);
    for (const flag of ["--environment <name...>", "--phase <phase>", "--output <folder>"])
      expect(stdout).toContain(flag);
    expect(await run(copy.root, "main.ts", ["--outptu", "x"])).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining("Did you mean --output?"),
    });
  });
});
