import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { ProjectCopy, run } from "./support/project-copy";

const version = (name: string): string =>
  createRequire(path.join(process.cwd(), "package.json"))(`${name}/package.json`).version;

let project: ProjectCopy;
beforeAll(() => {
  project = new ProjectCopy();
});
afterAll(() => project.remove());

/** What a synth of every environment in the cluster's phase writes, by file. */
async function synthesized(output: string): Promise<Record<string, string>> {
  const { exitCode, stderr } = await run(project.root, "main.ts", ["--phase", "cluster", "--output", output]);
  if (exitCode !== 0) throw new Error(stderr);
  const folder = path.join(project.root, output);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map((file) => {
      const full = path.join(file.parentPath ?? file.path, file.name);
      return [path.relative(folder, full), readFileSync(full, "latin1")];
    }),
  );
}

/** cdktf breaks the line inside of empty brackets; its successor does not. */
const joined = (text: string) => text.replaceAll(/([[{])\n *([\]}])/g, "$1$2");

describe("CDK Terrain, the successor of CDK for Terraform", () => {
  test("in its place synthesizes the same, but for its version and line breaks in empty brackets", async () => {
    const before = await synthesized("cdktf");
    const after = await project.edited(
      "tools/runner/bundle.mjs",
      (text) => text.replace('logLevel: "silent",', 'logLevel: "silent",\n    alias: { cdktf: "cdktn" },'),
      () => synthesized("cdktn"),
    );
    const [old, young] = [version("cdktf"), version("cdktn")];
    expect(JSON.stringify(after)).toContain(young);
    expect(Object.keys(after)).toEqual(Object.keys(before));
    for (const [file, text] of Object.entries(before)) {
      const expected = joined(text).replaceAll(`"version": "${old}"`, `"version": "${young}"`);
      expect([file, joined(after[file] ?? "")]).toEqual([file, expected]);
    }
  });
});
