import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import execa from "execa";
import { ProjectCopy } from "./support/project-copy";

let copy: ProjectCopy;
beforeAll(() => {
  copy = new ProjectCopy();
});
afterAll(() => copy.remove());

/** Lints one file with one import, at its place in the tree. */
async function lint(file: string, specifier: string): Promise<boolean> {
  const target = path.join(copy.root, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, `export * from "${specifier}";\n`);
  const args = [
    "node_modules/@biomejs/biome/bin/biome",
    "lint",
    "--vcs-enabled=false",
    "--only=style/noRestrictedImports",
    file,
  ];
  const { exitCode } = await execa(process.execPath, args, { cwd: copy.root, reject: false });
  return exitCode === 0;
}

describe("the floors: environments, stacks, constructs, bindings; one imports only those below it", () => {
  test.each([
    ["environments/probe.ts", "./schema/environment", true],
    ["environments/probe.ts", "zod", true],
    ["environments/probe.ts", "cdktf", false],
    ["environments/probe.ts", "../stacks/base", false],
    ["environments/probe.ts", "../constructs/network/vpc", false],
    ["stacks/probe.ts", "../environments/schema/environment", true],
    ["stacks/probe.ts", "../constructs/network/vpc", true],
    ["stacks/probe.ts", "@cdktf/provider-alicloud/lib/vpc", false],
    ["stacks/probe.ts", "@cdktf/provider-alicloud/lib/provider", false],
    ["stacks/probe.ts", "../tools/command/progress", false],
    ["stacks/base.ts", "@cdktf/provider-alicloud/lib/provider", true],
    ["stacks/base.ts", "@cdktf/provider-cloudflare/lib/provider", true],
    ["stacks/base.ts", "@cdktf/provider-alicloud/lib/vpc", false],
    ["constructs/network/probe.ts", "@cdktf/provider-alicloud/lib/vpc", true],
    ["constructs/network/probe.ts", "../security/role", true],
    ["constructs/network/probe.ts", "@cdktf/provider-alicloud", false],
    ["constructs/network/probe.ts", "@cdktf/provider-cloudflare", false],
    ["constructs/network/probe.ts", "../../environments/schema/environment", false],
    ["constructs/network/probe.ts", "../../stacks/base", false],
    ["constructs/network/probe.ts", "cdktf/lib/private/fs", false],
    ["tools/probe.ts", "../stacks/base", true],
    ["tools/probe.ts", "@cdktf/provider-alicloud/lib/vpc", false],
  ])("%s may import %s: %s", async (file, specifier, allowed) => {
    expect(await lint(file, specifier)).toBe(allowed);
  });
});
