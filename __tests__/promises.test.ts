import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import execa from "execa";
import { ProjectCopy } from "./support/project-copy";

let copy: ProjectCopy;
beforeAll(() => {
  copy = new ProjectCopy();
});
afterAll(() => copy.remove());

/** What the linter says of a file. */
async function lint(file: string, source: string): Promise<string> {
  const target = path.join(copy.root, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, source);
  const biome = "node_modules/@biomejs/biome/bin/biome";
  const args = [biome, "lint", "--vcs-enabled=false", "--only=nursery/noFloatingPromises", file];
  const { all } = await execa(process.execPath, args, { cwd: copy.root, reject: false, all: true });
  return all ?? "";
}

const DECLARATION = "async function save(): Promise<void> {}\n";

test.each([
  "main.ts",
  "tools/probe.ts",
  "stacks/probe.ts",
  "constructs/network/probe.ts",
  "environments/probe.ts",
  "__tests__/probe.test.ts",
])("a promise that nobody waits for is found in %s", async (file) => {
  expect(await lint(file, `${DECLARATION}save();\n`)).toContain("lint/nursery/noFloatingPromises");
});

test.each(["await save();", "void save();", "export const saved = save();", "save().catch(() => {});"])(
  "a promise is no mistake where somebody takes it: %s",
  async (statement) => {
    expect(await lint("tools/probe.ts", `${DECLARATION}${statement}\n`)).not.toContain("noFloatingPromises");
  },
);

test("a promise of another file's function is found as well", async () => {
  const source = 'import { publish } from "./synth/publish";\npublish("x", () => {});\n';
  expect(await lint("tools/probe.ts", source)).toContain("lint/nursery/noFloatingPromises");
});
