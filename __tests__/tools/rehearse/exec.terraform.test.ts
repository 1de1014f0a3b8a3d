import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { ProjectCopy, run } from "../../support/project-copy";

let copy: ProjectCopy;
beforeAll(() => {
  copy = new ProjectCopy();
});
afterAll(() => copy.remove());

function cdktf(...args: string[]) {
  const flags = ["exec", "--no-deletion-protection", "cdktf", ...args, "state"];
  return run(copy.root, "tools/rehearse/command.ts", flags, { CI: "1" });
}

/** What the state of the stack holds. */
function resources(): unknown[] {
  return JSON.parse(readFileSync(path.join(copy.root, ".rehearsal/tfstate/account/state.tfstate"), "utf8")).resources;
}

describe("the cdktf CLI under rehearsal", () => {
  test("deploys a stack, finds no difference then, and destroys it; states are in .rehearsal, not in tfstate", async () => {
    const deployed = await cdktf("deploy", "--auto-approve");
    expect(deployed.exitCode).toBe(0);
    expect(resources()).toHaveLength(12);
    expect(existsSync(path.join(copy.root, "tfstate"))).toBe(false);

    const diff = await cdktf("diff");
    expect(diff.stdout).toContain("found no differences, so no changes are needed");
    expect(diff.exitCode).toBe(0);

    const destroyed = await cdktf("destroy", "--auto-approve");
    expect(destroyed.exitCode).toBe(0);
    // The state says it: the CLI does not always get to print the end of what Terraform says.
    expect(resources()).toEqual([]);
  });

  test("gives back the command's own exit status", async () => {
    const args = ["exec", "node", "-e", "process.exit(7)"];
    expect(await run(copy.root, "tools/rehearse/command.ts", args)).toMatchObject({ exitCode: 7 });
  });
});

describe("npm run rehearse -- exec", () => {
  const exec = (...args: string[]) => run(copy.root, "tools/rehearse/command.ts", ["exec", ...args]);
  const deploy = (...flags: string[]) =>
    exec(...flags, "--environment", "staging", "--", "npm", "run", "deploy", "--", "staging-operations", "--yes");

  test("keeps its cloud from one call to the next, until it is thrown away", async () => {
    expect(await deploy("--folder", "kept")).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining("1 deployed"),
    });
    expect(await deploy("--folder", "kept")).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining("1 unchanged"),
    });

    // The cloud itself remembers what it has, also when no state does.
    rmSync(path.join(copy.root, "kept/tfstate"), { recursive: true });
    const taken = await deploy("--folder", "kept");
    expect(taken.exitCode).toBe(1);
    expect(taken.stdout).toContain("exists already");

    const fresh = await deploy("--folder", "kept", "--fresh");
    expect(fresh).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("1 deployed") });
  });

  test("hands the phase and the environments down to the command", async () => {
    const command = ["npm", "run", "--silent", "synth", "--", "--json"];
    const { stdout } = await exec("--phase", "cluster", "--environment", "production", "--", ...command);
    const { stacks } = JSON.parse(stdout);
    expect(stacks).toContain("production-workloads");
    expect(stacks.filter((name: string) => !name.startsWith("production-"))).toEqual([]);
  });

  test.each([".", "..", ""])("refuses to keep its states among the project's own, in %j", async (folder) => {
    const { exitCode, stderr } = await exec("--folder", folder, "true");
    expect([exitCode, stderr]).toEqual([
      1,
      expect.stringContaining("Name one for rehearsals alone, such as .rehearsal."),
    ]);
  });
});
