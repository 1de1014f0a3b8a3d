import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { App } from "cdktf";
import type { CloudResource } from "../../../tools/rehearse/cloud/inventory";
import { deployAdopting, findOrphans, stateIds } from "../../../tools/rehearse/run/orphans";
import { apply, init, run } from "../../../tools/rehearse/run/rehearsal";
import { type Simulator, startSimulator } from "../../../tools/rehearse/run/simulator";
import { sweepStack } from "../../../tools/rehearse/run/sweep";
import { type AssemblyStack, readAssembly, resourceCount, statePath } from "../../../tools/terraform/assembly";
import { addFixture } from "../../support/fixture/stacks";
import { ProjectCopy, run as runProject } from "../../support/project-copy";
import { PROJECT_ROOT } from "../../support/project-root";

const COMMAND = "tools/rehearse/command.ts";

let scratch: string;
let project: ProjectCopy;
let stack: AssemblyStack;
/** What the stack depends on. */
let operations: AssemblyStack;
let simulator: Simulator;
beforeAll(async () => {
  project = new ProjectCopy();
  scratch = mkdtempSync(path.join(tmpdir(), "rehearse-test-"));
  const app = new App({ outdir: path.join(scratch, "cdktf.out"), stackTraces: false });
  addFixture(app, { stateBackend: "local" });
  app.synth();
  const stacks = readAssembly(path.join(scratch, "cdktf.out"));
  stack = stacks.find(({ name }) => name === "staging-network") as AssemblyStack;
  operations = stacks.find(({ name }) => name === "staging-operations") as AssemblyStack;
  simulator = await startSimulator(PROJECT_ROOT, stacks);
  for (const each of [operations, stack]) expect(await init(each, simulator)).toBeUndefined();
});
afterAll(() => {
  simulator.stop();
  project.remove();
  rmSync(scratch, { recursive: true });
});

/** Takes all that was deployed away, the states with it, and deploys what the stack depends on. */
async function startOver(): Promise<readonly CloudResource[]> {
  simulator.cloud.restore();
  rmSync(path.join(scratch, "tfstate"), { recursive: true, force: true });
  expect(await apply(operations, simulator)).toBeUndefined();
  return simulator.cloud.all();
}

describe("npm run rehearse", () => {
  // The documents show the first two.
  test.each([["staging"], ["production"], ["account disaster-recovery"]])(
    "deploys %s, plans empty, and destroys to nothing",
    async (environments) => {
      const flags = [...environments.split(" "), "--json", "--busy-parents"];
      const { exitCode, stdout } = await runProject(project.root, COMMAND, flags);
      const report = JSON.parse(stdout) as { steps: { step: string; ok: boolean }[]; leftovers: string[] };
      expect(report.steps.filter(({ ok }) => !ok)).toEqual([]);
      expect(new Set(report.steps.map(({ step }) => step))).toEqual(
        new Set(["deploy", "second plan", "deploy again", "refresh", "third plan", "unprotect", "destroy"]),
      );
      expect(report.leftovers).toEqual([]);
      expect(exitCode).toBe(0);
    },
  );

  test("fails where a fault says so, with Terraform's words and exit status 1", async () => {
    const flags = ["staging", "--fault", "create:3=throttle"];
    const { exitCode, stdout, stderr } = await runProject(project.root, COMMAND, flags);
    expect(exitCode).toBe(1);
    expect(stderr).toContain("Error: Throttling.User");
    expect(stdout).toContain("failed at deploy of staging-operations");
  });

  test("names what a lost answer left behind, with the import that adopts it", async () => {
    const flags = ["staging", "--fault", "create:1:alicloud_vpc=lose"];
    const { exitCode, stdout } = await runProject(project.root, COMMAND, flags);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(
      /^(vpc-j6c\w+) exists, and no state knows it; adopt it: terraform import 'alicloud_vpc.vpc' '\1'$/m,
    );
  });

  test("changes something behind Terraform's back, sees the plan find it and a deploy repair it", async () => {
    const only = ["--stack", "staging-network"];
    const flags = ["staging", ...only, "--drift", "alicloud_nat_gateway.deletion_protection=false", "--json"];
    const { exitCode, stdout } = await runProject(project.root, COMMAND, flags);
    const { steps }: { steps: { step: string }[] } = JSON.parse(stdout);
    const inTurn = steps.map(({ step }) => step).filter((step, index, all) => step !== all[index - 1]);
    const afterRepair = ["second plan", "deploy again", "refresh", "third plan", "unprotect", "destroy"];
    expect(inTurn).toEqual(["deploy", "find drift", "repair", ...afterRepair]);
    expect(exitCode).toBe(0);
  });

  test("makes up the same ids for the same seed, and others for another", async () => {
    const ids = async (seed: string) => {
      const flags = ["staging", "--stack", "staging-network", "--seed", seed, "--fault", "create:1:alicloud_vpc=lose"];
      return /^vpc-\w+/m.exec((await runProject(project.root, COMMAND, flags)).stdout)?.[0];
    };
    const first = await ids("a");
    expect(first).toMatch(/^vpc-j6c/);
    expect(await ids("a")).toBe(first);
    expect(await ids("b")).not.toBe(first);
  });

  test.each([
    [["--drift", "vpc"], "argument 'vpc' is invalid. Write <type>.<attribute>=<value>"],
    [["--fault", "create=3"], "argument 'create=3' is invalid. Write <operation>:<n>[:<type>]=<fault>"],
    [["sweep", "--every", "0"], "argument '0' is invalid. Write a whole number above 0."],
    [["--stack", "staging"], "--stack: staging: no such stack; choose from account, "],
    [["prod"], "is not an environment"],
  ])("refuses %j", async (flags, message) => {
    const { exitCode, stderr } = await runProject(project.root, COMMAND, flags);
    expect(exitCode).toBe(1);
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/\n {4}at /);
  });

  test("says in one line that Terraform is missing", async () => {
    const env = { TERRAFORM_BINARY_NAME: "no-terraform-here" };
    const { exitCode, stderr } = await runProject(project.root, COMMAND, ["staging"], env);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^no-terraform-here: command not found\. .*$/m);
  });
});

describe("a deployed stack under rehearsal", () => {
  test("has drift found by a plan when somebody changes it behind Terraform's back", async () => {
    await startOver();
    expect(await apply(stack, simulator)).toBeUndefined();
    const [nat] = simulator.cloud.all().filter(({ type }) => type === "alicloud_nat_gateway");
    simulator.cloud.drift("alicloud_nat_gateway", String(nat?.id), "deletion_protection", false);
    const { exitCode, stdout } = await run(stack, simulator, ["plan", "-detailed-exitcode"]);
    expect(exitCode).toBe(2);
    expect(stdout).toMatch(/deletion_protection += false -> true/);
  });

  test("lets one deploy at a time write: another that starts meanwhile is refused, and the state stays whole", async () => {
    const base = await startOver();
    const { reached, release } = simulator.cloud.hold();
    const first = apply(stack, simulator);
    await reached;
    expect(await apply(stack, simulator)).toContain("Error acquiring the state lock");
    release();
    expect(await first).toBeUndefined();
    expect(simulator.cloud.all()).toHaveLength(base.length + resourceCount(stack.configuration));
    const { exitCode } = await run(stack, simulator, ["plan", "-detailed-exitcode"]);
    expect(exitCode).toBe(0);
  });

  test("refuses to be destroyed while it is protected", async () => {
    await startOver();
    await apply(stack, simulator);
    const { exitCode, stderr } = await run(stack, simulator, ["destroy", "-auto-approve"]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain("Instance cannot be destroyed");
  });

  test("names the resource whose answer was lost, and where it belongs", async () => {
    await startOver();
    simulator.cloud.failBy([{ operation: "create", nth: 1, type: "alicloud_vpc", fault: "lose" }]);
    const error = await apply(stack, simulator);
    const [vpc] = simulator.cloud.all().filter(({ type }) => type === "alicloud_vpc");
    expect(error).toContain(`terraform import <address> ${vpc?.id}`);
    expect(await findOrphans(stack, simulator, stateIds(operations))).toEqual([
      { address: "alicloud_vpc.vpc", id: vpc?.id, ambiguous: false },
    ]);
  });

  test("adopts each resource of a lost state at its own address, those that look alike too", async () => {
    await startOver();
    await apply(stack, simulator);
    const ids = stateIds(stack);
    rmSync(statePath(stack));
    expect(await deployAdopting(stack, simulator, stateIds(operations))).toBe(ids.length);
    expect(await apply(stack, simulator)).toBeUndefined();
    expect(stateIds(stack).sort()).toEqual(ids.sort());
  });

  test.each(["fail", "lose", "kill"] as const)("comes out whole after any create met the fault %s", async (fault) => {
    const base = await startOver();
    const { tried, converged, errors } = await sweepStack(stack, simulator, { fault, every: 33, base }, () => {});
    expect(errors).toEqual([]);
    expect(converged).toBe(tried);
  });
});
