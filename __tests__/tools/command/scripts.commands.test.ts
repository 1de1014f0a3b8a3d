import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import { run } from "../../support/project-copy";
import { PROJECT_ROOT } from "../../support/project-root";

const RUNNER = "node tools/runner/run.mjs ";
const { scripts } = JSON.parse(readFileSync(path.join(PROJECT_ROOT, "package.json"), "utf8"));
/** Name and entry point of each script that runs TypeScript. */
const COMMANDS = Object.entries<string>(scripts)
  .filter(([, script]) => script.startsWith(RUNNER))
  .map(([name, script]) => [name, script.slice(RUNNER.length)] as const);

describe.each(COMMANDS)("npm run %s", (name, entry) => {
  test("explains itself, and names its exit statuses", async () => {
    const { exitCode, stdout, stderr } = await run(PROJECT_ROOT, entry, ["--help"]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).toContain(`Usage: npm run ${name} -- `);
    expect(stdout).toMatch(/\n\nExit status: 0 {4}\S.*\n +1 {4}\S.*\n( +2 {4}\S.*\n)? +130 {2}interrupted/);
    // Those of a group's commands: the first column of the list, less commander's own.
    const list = stdout.split("\nCommands:\n")[1]?.split("\n\n")[0] ?? "";
    for (const [, command] of list.matchAll(/^ {2}([a-z][a-z-]*)/gm)) {
      if (command === undefined || command === "help") continue;
      const help = await run(PROJECT_ROOT, entry, [command, "--help"]);
      expect(help).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/\nExit status: 0 {4}\S/) });
    }
  });

  test("refuses an unknown option with status 1 and a remedy, as one JSON object with --json", async () => {
    const { exitCode, stdout, stderr } = await run(PROJECT_ROOT, entry, ["--no-such-option", "--json"]);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^error: unknown option '--no-such-option'\nnpm run .* --help says what it takes\.$/);
    expect(JSON.parse(stdout)).toEqual({ command: expect.any(String), error: stderr });
  });
});

test("there are commands", () => {
  expect(COMMANDS.map(([name]) => name)).toContain("synth");
});
