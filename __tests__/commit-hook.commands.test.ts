import { cpSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import execa from "execa";
import { ProjectCopy } from "./support/project-copy";
import { PROJECT_ROOT } from "./support/project-root";

describe("the hook before a commit", () => {
  let copy: ProjectCopy;
  const git = (...args: string[]) => execa("git", args, { cwd: copy.root });
  beforeAll(async () => {
    copy = new ProjectCopy();
    cpSync(path.join(PROJECT_ROOT, ".githooks"), path.join(copy.root, ".githooks"), { recursive: true });
    await git("init", "--quiet");
    writeFileSync(path.join(copy.root, ".gitignore"), readFileSync(path.join(PROJECT_ROOT, ".gitignore"), "utf8"));
  });
  afterAll(() => copy.remove());

  /** Runs the hook with one file staged. */
  async function commit(file: string, text: string) {
    writeFileSync(path.join(copy.root, file), text);
    await git("add", "--force", file);
    const result = await execa(".githooks/pre-commit", { cwd: copy.root, all: true, reject: false });
    await git("rm", "--quiet", "--force", file);
    return result;
  }

  test("lets a file pass that is in order", async () => {
    const { exitCode, all } = await commit("tools/probe.ts", "export const probe: number = 1;\n");
    expect([exitCode, all]).toEqual([0, expect.any(String)]);
  });

  test.each([
    ["is not formatted", "export const probe  = 1\n", "tools/probe.ts"],
    ["has a type that is wrong", 'export const probe: number = "1";\n', "TS2322"],
    ["crosses a floor", 'export * from "@cdktf/provider-alicloud/lib/vpc";\n', "noRestrictedImports"],
  ])("stops a file that %s, and says where and what to do", async (_what, text, said) => {
    const { exitCode, all } = await commit("tools/probe.ts", text);
    expect(exitCode).toBe(1);
    expect(all).toContain(said);
    expect(all).toContain("npm run format");
  });

  test("has nothing to say of files that are not code", async () => {
    expect(await commit("notes.md", "Notes  \n")).toMatchObject({ exitCode: 0, all: "" });
  });

  test("can be run by git, which asks for the executable bit", async () => {
    const { stdout } = await execa("git", ["ls-files", "--stage", ".githooks/pre-commit"], { cwd: PROJECT_ROOT });
    expect(stdout).toMatch(/^100755 /);
  });
});
