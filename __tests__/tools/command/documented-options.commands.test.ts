import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import execa from "execa";
import { PROJECT_ROOT } from "../../support/project-root";

const scripts: Record<string, string> = JSON.parse(
  readFileSync(path.join(PROJECT_ROOT, "package.json"), "utf8"),
).scripts;

/** The section of docs/commands.md about a command. */
function section(command: string): string {
  const found = readFileSync(path.join(PROJECT_ROOT, "docs/commands.md"), "utf8")
    .split(/^(?=## )/m)
    .find((text) => text.startsWith(`## ${command}\n`));
  return found ?? "";
}

async function help(entry: string, ...args: string[]): Promise<string> {
  const { stdout } = await execa(process.execPath, ["tools/runner/run.mjs", entry, ...args, "--help"], {
    cwd: PROJECT_ROOT,
  });
  return stdout;
}

/** The options of a command and of its sub-commands, as their help shows them. */
async function optionsOf(entry: string): Promise<string[]> {
  const top = await help(entry);
  const [, commands = ""] = /^Commands:\n([\s\S]*?)(?:\n\n|$(?![\s\S]))/m.exec(top) ?? [];
  const names = [...commands.matchAll(/^ {2}([a-z-]+)/gm)].map(([, name]) => name as string);
  const below = await Promise.all(names.filter((name) => name !== "help").map((name) => help(entry, name)));
  const found = [top, ...below].flatMap((text) => [...text.matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm)]);
  return [...new Set(found.map(([, option]) => option as string))].filter((option) => option !== "--help").sort();
}

describe("docs/commands.md", () => {
  const commands = Object.entries(scripts).flatMap(([name, script]) => {
    const [, entry] = /^node tools\/runner\/run\.mjs (\S+)$/.exec(script) ?? [];
    return entry === undefined ? [] : [[name, entry] as const];
  });

  test.each(commands)("has the options of %s that its help has, and no others", async (name, entry) => {
    const described = [...section(name).matchAll(/^\| `(--[a-z-]+)/gm)].map(([, option]) => option as string);
    expect([...new Set(described)].sort()).toEqual(await optionsOf(entry));
  });
});
