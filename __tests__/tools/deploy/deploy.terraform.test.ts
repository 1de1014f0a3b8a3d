import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { statePath } from "../../../tools/terraform/assembly";
import { RehearsedProject } from "../../support/deploy/rehearsed-project";

let project: RehearsedProject;
beforeAll(async () => {
  project = await RehearsedProject.start();
});
afterAll(() => project.remove());
beforeEach(() => project.startOver());

/** The stacks of a JSON report, each with its status. */
function statuses(stdout: string): Record<string, string> {
  const { stacks } = JSON.parse(stdout) as { stacks: { stack: string; status: string }[] };
  return Object.fromEntries(stacks.map(({ stack, status }) => [stack, status]));
}

async function succeed(...args: Parameters<RehearsedProject["start"]>): Promise<string> {
  const { exitCode, stdout, stderr } = await project.start(...args);
  expect({ exitCode, stderr: exitCode === 0 ? "" : stderr }).toEqual({ exitCode: 0, stderr: "" });
  return stdout;
}

describe("npm run deploy", () => {
  test("deploys one stack alone, and refuses it with the name of what it needs while that is not deployed", async () => {
    const refused = await project.start("deploy", "staging-network", "--yes");
    expect(refused).toMatchObject({ exitCode: 1, stdout: "" });
    expect(refused.stderr).toContain("staging-network: needs staging-operations, which is not deployed yet.");
    expect(refused.stderr).toContain("--with-dependencies");
    expect(project.simulator.cloud.all()).toEqual([]);

    await succeed("deploy", "staging-operations", "--yes");
    const stdout = await succeed("deploy", "staging-network", "--yes");
    expect(stdout).toMatch(/^Apply complete! Resources: \d+ added, 0 changed, 0 destroyed\.$/m);
    expect(stdout).toMatch(/^1 deployed$/m);
  });

  test("deploys what a stack needs with it when asked, in order, and has nothing to do the next time", async () => {
    const stdout = await succeed("deploy", "staging-network", "--with-dependencies", "--yes");
    const lines = stdout.split("\n");
    const first = lines.findIndex((line) => line.startsWith("staging-network | "));
    const applied = lines.findIndex((line) => line.startsWith("staging-operations | Apply complete!"));
    expect([applied > 0, first > applied]).toEqual([true, true]);

    expect(statuses(await succeed("deploy", "staging-network", "staging-operations", "--yes", "--json"))).toEqual({
      "staging-operations": "unchanged",
      "staging-network": "unchanged",
    });
  });

  test("leaves what administrators deploy as it is when CI deploys, and says so where that differs", async () => {
    await succeed("deploy", "staging-data", "--with-dependencies", "--yes");
    const { exitCode, stdout } = await project.start("deploy", "staging", "--yes", "--as-ci");
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^failed +staging-identity .* it differs, and an administrator has to deploy it first$/m);
    expect(stdout).toMatch(/^not begun +staging-compute$/m);
    expect(project.types().filter((type) => type.startsWith("alicloud_ram_"))).toEqual([]);

    await succeed("deploy", "staging-identity", "--yes");
    await succeed("deploy", "staging", "--yes", "--as-ci");
    expect(project.types()).toContain("alicloud_ess_scaling_group");
  });

  test("passes on what Terraform says when it fails, and does not begin what is behind", async () => {
    project.simulator.cloud.failBy([{ operation: "create", nth: 3, fault: "fail" }]);
    const { exitCode, stdout, stderr } = await project.start("deploy", "staging", "--yes", "--json");
    expect(exitCode).toBe(1);
    expect(stderr).toContain("the service failed (a rehearsed fault)");
    const { stacks } = JSON.parse(stdout);
    expect(stacks[0]).toMatchObject({ stack: "staging-operations", status: "failed", exitCode: 1 });
    expect(stacks[0].reason).toContain("the service failed (a rehearsed fault)");
    expect(new Set(stacks.slice(1).map(({ status }: { status: string }) => status))).toEqual(new Set(["waiting"]));
    // What was made before the fault is in the state: the next deploy makes the rest.
    await succeed("deploy", "staging-operations", "--yes");
  });

  test("changes nothing without a terminal to ask on, unless it is told to", async () => {
    const { exitCode, stderr } = await project.start("deploy", "staging");
    expect([exitCode, stderr]).toEqual([1, expect.stringMatching(/^--yes: there is no terminal to ask on\./)]);
    expect(project.simulator.cloud.all()).toEqual([]);
  });

  test("asks on a terminal for each plan, and ends at a no", async () => {
    const args = ["staging-network", "--with-dependencies"];
    const shown = await project.onTerminal("deploy", args, ["yes", "no"]);
    expect(shown).toMatch(/staging-operations: \d+ to create\r\nApply this plan\?/);
    expect(shown).toMatch(/staging-network: \d+ to create\r\nApply this plan\?/);
    expect(shown).toContain("1 deployed, 1 declined (staging-network)");
    expect(project.types()).not.toContain("alicloud_vpc");

    const all = await project.onTerminal("deploy", args, ["all"]);
    expect(all).toContain("1 deployed, 1 unchanged");
    expect(project.types()).toContain("alicloud_vpc");
  });

  test("refuses a stack whose last state could not be saved", async () => {
    const folder = path.join(project.root, "cdktf.out/stacks/staging-operations");
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, "errored.tfstate"), "{}");
    const { exitCode, stderr } = await project.start("deploy", "staging", "--yes");
    rmSync(path.join(folder, "errored.tfstate"));
    expect(exitCode).toBe(1);
    expect(stderr).toContain("terraform -chdir=cdktf.out/stacks/staging-operations state push errored.tfstate");
  });

  test("says how to get Terraform where there is none", async () => {
    const line = "npm run --silent deploy -- staging --yes";
    const { exitCode, all } = await project.shell(line, { TERRAFORM_BINARY_NAME: "no-terraform-here" });
    expect([exitCode, all]).toEqual([1, expect.stringMatching(/^no-terraform-here: command not found\. Install .*$/)]);
  });

  test.each([
    [["stagin", "--yes"], "stagin: is neither a stack nor an environment. Did you mean staging?"],
    [["staging", "--yes", "--phase", "hots"], "remedy: Choose one of hosts, migrating, cluster."],
    [["staging", "--yes", "--parallel", "0"], "Write a whole number above 0."],
  ])("refuses %j", async (args, message) => {
    const { exitCode, stderr } = await project.start("deploy", ...args);
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining(message)]);
  });
});

describe("npm run diff", () => {
  test("plans what can be planned, names what waits for a stack, and changes nothing", async () => {
    await succeed("deploy", "staging-operations", "--yes");
    const before = project.simulator.cloud.all();
    const stdout = await succeed("diff", "staging");
    expect(stdout).toMatch(/^staging-network \| Plan: \d+ to add, 0 to change, 0 to destroy\.$/m);
    expect(stdout).toMatch(/^not planned +staging-data +reads staging-network, not deployed yet$/m);
    expect(project.simulator.cloud.all()).toEqual(before);
    expect(existsSync(path.join(project.root, "tfstate/staging/network.tfstate"))).toBe(false);
  });

  test("ends with 2 when something differs, if asked, and lists it", async () => {
    await succeed("deploy", "staging-network", "--with-dependencies", "--yes");
    await succeed("diff", "staging-network", "--detailed-exitcode");
    const [nat] = project.simulator.cloud.all().filter(({ type }) => type === "alicloud_nat_gateway");
    project.simulator.cloud.drift("alicloud_nat_gateway", String(nat?.id), "deletion_protection", false);
    const differing = await project.start("diff", "staging-network", "--detailed-exitcode", "--json");
    expect(differing.exitCode).toBe(2);
    expect(JSON.parse(differing.stdout).stacks[0]).toMatchObject({
      status: "changed",
      changes: [{ address: "alicloud_nat_gateway.nat", action: "update" }],
    });
    expect(await project.start("diff", "staging-network")).toMatchObject({ exitCode: 0 });
  });
});

describe("npm run destroy", () => {
  test("refuses what is protected before it touches anything, with each resource and the way to lift it", async () => {
    await succeed("deploy", "staging-network", "--with-dependencies", "--yes");
    const before = project.simulator.cloud.all();
    const refused = await project.start("destroy", "staging", "--yes");
    expect(refused.exitCode).toBe(1);
    expect(refused.stderr).toContain("staging-network: alicloud_vpc.vpc (prevent_destroy)");
    expect(refused.stderr).toContain("npm run deploy -- staging --no-deletion-protection");
    // What is deployed is still protected when only the configuration is not any more.
    const early = await project.start("destroy", "staging", "--yes", "--no-deletion-protection");
    expect(early.exitCode).toBe(1);
    expect(early.stderr).toContain("staging-network: alicloud_nat_gateway.nat (deletion_protection)");
    expect(early.stderr).not.toContain("alicloud_vpc.vpc");
    expect(project.simulator.cloud.all()).toEqual(before);
  });

  test("takes stacks away, the last one first, once their protection is lifted", async () => {
    await succeed("deploy", "staging-network", "--with-dependencies", "--yes", "--no-deletion-protection");
    const needed = await project.start("destroy", "staging-operations", "--yes", "--no-deletion-protection");
    expect(needed.exitCode).toBe(1);
    expect(needed.stderr).toContain("staging-operations: staging-network need it, and are deployed.");

    const args = ["staging-operations", "--with-dependents", "--yes", "--no-deletion-protection"];
    const report = await succeed("destroy", ...args, "--json");
    expect(statuses(report)).toMatchObject({
      "staging-network": "changed",
      "staging-operations": "changed",
      "staging-data": "unchanged",
    });
    expect(project.simulator.cloud.all()).toEqual([]);
  });
});

describe("Ctrl-C", () => {
  test("lets Terraform finish what it is making and save its state, and begins no other stack", async () => {
    const { reached, release } = project.simulator.cloud.hold();
    const deploy = project.start("deploy", "staging", "--yes");
    await reached;
    const interrupted = new Promise<void>((resolve) => {
      let shown = "";
      deploy.stdout?.on("data", (text) => {
        shown += text;
        if (shown.includes("Interrupt received")) resolve();
      });
    });
    deploy.kill("SIGINT");
    await interrupted;
    release();
    const { exitCode, stdout } = await deploy;
    expect(exitCode).toBe(130);
    expect(stdout).toMatch(/^1 interrupted \(staging-operations\), 6 not begun \(/m);

    const [operations] = project.stacks.filter(({ name }) => name === "staging-operations");
    const made = project.simulator.cloud.all();
    expect(made.length).toBeGreaterThan(0);
    expect(operations && existsSync(statePath(operations))).toBe(true);
    // Everything that was made is in the state, and the lock is free: the next deploy makes the rest, and nothing twice.
    await succeed("deploy", "staging-operations", "--yes");
    expect(project.simulator.cloud.all()).toEqual(expect.arrayContaining([...made]));
  });
});
