import { existsSync, readFileSync } from "node:fs";
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
