import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import execa from "execa";
import { fixtureStacks } from "../../support/fixture/stacks";
import { cleanEnvironment, ProjectCopy } from "../../support/project-copy";
import { PROJECT_ROOT } from "../../support/project-root";

const CLI = path.join(
  path.dirname(createRequire(path.join(PROJECT_ROOT, "package.json")).resolve("cdktf-cli/package.json")),
  "bundle/bin/cdktf",
);

let copy: ProjectCopy;
beforeAll(() => {
  copy = new ProjectCopy();
});
afterAll(() => copy.remove());

function cdktf(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  // Without Terraform on the path: none of these commands may need it.
  const options = { ...cleanEnvironment(), CI: "1", TERRAFORM_BINARY_NAME: "no-terraform-here", ...env };
  return execa(process.execPath, [CLI, ...args], { cwd: copy.root, env: options, reject: false, all: true });
}

describe("the cdktf CLI on this project", () => {
  test("synthesizes every stack", async () => {
    const { exitCode, all } = await cdktf(["synth"]);
    expect(all).toContain("Generated Terraform code for the stacks");
    // What an app says on stderr is shown as an error.
    expect(all).not.toContain("[ERROR]");
    expect(exitCode).toBe(0);
    expect(readdirSync(path.join(copy.root, "cdktf.out/stacks")).sort()).toEqual(Object.keys(fixtureStacks()).sort());
  });

  test("synthesizes HCL when asked to, by the project's own writer", async () => {
    const { exitCode, all } = await cdktf(["synth", "--hcl"]);
    expect(all).not.toContain("[ERROR]");
    expect(exitCode).toBe(0);
    const folder = path.join(copy.root, "cdktf.out/stacks/account");
    expect(readdirSync(folder).sort()).toEqual(["cdk.tf", "metadata.json", "versions.tf"]);
    expect(readFileSync(path.join(folder, "versions.tf"), "utf8")).toContain('required_version = ">= 1.7"');
  });

  test("lists every stack", async () => {
    const { exitCode, all } = await cdktf(["list"]);
    expect(exitCode).toBe(0);
    for (const stack of ["state", "account", "production-network"]) expect(all).toContain(`cdktf.out/stacks/${stack}`);
  });

  test("finds the bindings up to date", async () => {
    expect(await cdktf(["get"])).toMatchObject({ exitCode: 0 });
  });

  test("generates them from the same schema", async () => {
    rmSync(path.join(copy.root, ".gen"), { recursive: true });
    const schemas = () => readdirSync(path.join(copy.root, "schemas"));
    const before = schemas();
    const { exitCode } = await cdktf(["get"], { CDKTF_EXPERIMENTAL_PROVIDER_SCHEMA_CACHE_PATH: "schemas" });
    expect(exitCode).toBe(0);
    expect(existsSync(path.join(copy.root, ".gen/providers/alicloud/vpc/index.ts"))).toBe(true);
    expect(schemas()).toEqual(before);
  });
});
