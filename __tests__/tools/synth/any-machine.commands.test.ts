import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { ProjectCopy, run } from "../../support/project-copy";

const ONE_ENVIRONMENT = ["--environment", "staging"];

let copy: ProjectCopy;
let scratch: string;
beforeAll(() => {
  copy = new ProjectCopy();
  scratch = mkdtempSync(path.join(tmpdir(), "any-machine-"));
});
afterAll(() => {
  copy.remove();
  rmSync(scratch, { recursive: true });
});

describe("npm run synth", () => {
  test("works where the cache cannot be written, and leaves no other one behind", async () => {
    // A file in its place keeps even root from writing there.
    const cache = path.join(copy.root, "node_modules/.cache");
    rmSync(cache, { recursive: true, force: true });
    writeFileSync(cache, "");
    try {
      const result = await run(copy.root, "main.ts", ONE_ENVIRONMENT, { TMPDIR: scratch });
      expect(result).toMatchObject({
        exitCode: 0,
        stderr: expect.stringMatching(/^wrote \d+ stacks to cdktf.out in /),
      });
      expect(readdirSync(scratch)).toEqual([]);
    } finally {
      rmSync(cache);
    }
  });

  test("starts no program: it needs nothing on the PATH", async () => {
    const result = await run(copy.root, "main.ts", ONE_ENVIRONMENT, { PATH: "/nowhere" });
    expect(result).toMatchObject({ exitCode: 0 });
  });

  test("works in a folder whose name has blanks, brackets, quotes and other letters", async () => {
    const odd = path.join(scratch, "a (b) [c] ü's");
    mkdirSync(scratch, { recursive: true });
    symlinkSync(copy.root, odd);
    const result = await run(odd, "main.ts", [...ONE_ENVIRONMENT, "--output", path.join(odd, "x (y)")]);
    expect(result).toMatchObject({ exitCode: 0 });
    expect(existsSync(path.join(copy.root, "x (y)/manifest.json"))).toBe(true);
    rmSync(odd);
  });

  test("says to run npm ci where nothing is installed", async () => {
    const bare = new ProjectCopy();
    rmSync(path.join(bare.root, "node_modules"), { recursive: true });
    const result = await run(bare.root, "main.ts");
    bare.remove();
    expect(result).toMatchObject({
      exitCode: 1,
      stderr: "node_modules: this project's packages are not installed; run npm ci",
    });
  });

  test.each(["file", "file/below"])(
    "says that a file is in the place of --output %s, and leaves it",
    async (output) => {
      writeFileSync(path.join(scratch, "file"), "mine");
      const named = path.join(scratch, output);
      const result = await run(copy.root, "main.ts", [...ONE_ENVIRONMENT, "--output", named]);
      expect(result).toMatchObject({
        exitCode: 1,
        stderr: `--output: "${named}": a file is in its place; name a folder.`,
      });
      expect(readdirSync(scratch)).toEqual(["file"]);
    },
  );
});
