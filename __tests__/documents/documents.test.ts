import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import { projectFiles } from "../support/project-files";
import { PROJECT_ROOT } from "../support/project-root";

const scripts: Record<string, string> = JSON.parse(
  readFileSync(path.join(PROJECT_ROOT, "package.json"), "utf8"),
).scripts;
/** npm's own commands, and those that only npm runs. */
const LIFECYCLE = ["postinstall", "prepare"];

const documents = [
  ...readdirSync(PROJECT_ROOT).filter((file) => file.endsWith(".md")),
  ...readdirSync(path.join(PROJECT_ROOT, "docs"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md"))
    .map((file) => path.join("docs", file)),
];

function read(file: string): string {
  return readFileSync(path.join(PROJECT_ROOT, file), "utf8");
}

/** A document without its blocks of code. */
function prose(file: string): string {
  return read(file).replace(/^ *```[\s\S]*?^ *```/gm, "");
}

/** The anchors of a document's headings, as GitHub makes them. */
function anchors(file: string): string[] {
  const headings = [...prose(file).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading as string);
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

/** Whether a link from a document leads to a file, a folder or a heading that there is. */
function leadsSomewhere(file: string, link: string): boolean {
  const [target = "", anchor] = link.split("#");
  const found = target === "" ? file : path.join(path.dirname(file), target);
  if (!existsSync(path.join(PROJECT_ROOT, found))) return false;
  if (target.endsWith("/") && !statSync(path.join(PROJECT_ROOT, found)).isDirectory()) return false;
  return anchor === undefined || (found.endsWith(".md") && anchors(found).includes(anchor));
}

describe("the documents", () => {
  test("are where people look for them", () => {
    const expected = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/commands.md"];
    expect(documents).toEqual(expect.arrayContaining(expected));
  });

  test.each(documents)("%s links to files and headings that there are", (file) => {
    const links = [...prose(file).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link as string);
    const inside = links.filter((link) => !/^(https?|mailto):/.test(link));
    expect(inside.filter((link) => !leadsSomewhere(file, link))).toEqual([]);
  });

  test.each(documents)("%s names only npm scripts that there are", (file) => {
    const named = [...read(file).matchAll(/\bnpm\s+run\s+(?:--silent\s+)?([a-z][a-z:-]*[a-z])/g)].map(
      ([, name]) => name as string,
    );
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  test("are where the code says that they are", () => {
    const code = projectFiles().filter((file) => /\.(ts|yaml)$|^hosts\//.test(file));
    const all = code.flatMap((file) => read(file).match(/\bdocs\/[a-z/-]+\.md/g) ?? []);
    const named = [...new Set(all)].filter((file) => !file.startsWith("docs/none"));
    expect(named).toContain("docs/runbooks/cluster.md");
    expect(named.filter((file) => !documents.includes(file))).toEqual([]);
  });

  test("a link to nowhere would be found", () => {
    expect(leadsSomewhere("README.md", "docs/commands.md#tests")).toBe(true);
    for (const link of ["docs/none.md", "docs/commands.md#none", "#none", "LICENSE/", "LICENSE#none"])
      expect([link, leadsSomewhere("README.md", link)]).toEqual([link, false]);
  });
});

describe("the records of decisions", () => {
  const FOLDER = "docs/decisions";
  const records = readdirSync(path.join(PROJECT_ROOT, FOLDER)).filter((file) => file !== "README.md");

  test("are numbered without a gap, and the index lists each of them", () => {
    const linked = [...read(`${FOLDER}/README.md`).matchAll(/^\| \[(\d+)\]\((\d{4})-[a-z0-9-]+\.md\) \| .+ \|$/gm)];
    expect(linked.map(([, number]) => Number(number))).toEqual(records.map((_, index) => index + 1));
    expect(linked.map(([, , digits]) => Number(digits))).toEqual(records.map((_, index) => index + 1));
    expect(records.sort().map((file) => Number(file.slice(0, 4)))).toEqual(records.map((_, index) => index + 1));
  });

  test.each(records)("%s says context, decision and consequences", (file) => {
    const text = read(`${FOLDER}/${file}`);
    expect(text).toMatch(new RegExp(`^# ${Number(file.slice(0, 4))}\\. \\S`));
    expect(text.match(/^## .+$/gm)).toEqual(["## Context", "## Decision", "## Consequences"]);
  });
});

describe("docs/commands.md", () => {
  test("has every npm script", () => {
    const text = read("docs/commands.md");
    const missing = Object.keys(scripts).filter((name) => {
      const shown = name === "test" ? "`npm test`" : `\`npm run ${name}`;
      return !LIFECYCLE.includes(name) && !text.includes(shown);
    });
    expect(missing).toEqual([]);
  });
});
