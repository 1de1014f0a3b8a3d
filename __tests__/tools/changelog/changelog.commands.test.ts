import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import execa from "execa";
import { readCommits, ShallowHistory } from "../../../tools/changelog/commits";
import { changelog } from "../../../tools/changelog/document";
import { changeOf, KINDS } from "../../../tools/changelog/kinds";
import { PROJECT_ROOT } from "../../support/project-root";

describe("a subject", () => {
  test.each([
    ["Add a bucket for logs", "Added", "Add a bucket for logs"],
    ["Build the region: data and compute", "Added", "Build the region: data and compute"],
    ["Fix a rule that never fired", "Fixed", "Fix a rule that never fired"],
    ["Remove a knob that nothing reads", "Removed", "Remove a knob that nothing reads"],
    ["Ask regions for the nodes of a cluster too", "Changed", "Ask regions for the nodes of a cluster too"],
    ["feat(cdn): purge by manifest", "Added", "purge by manifest"],
    ["fix!: refuse a tag that moves", "Fixed", "refuse a tag that moves"],
    ["chore: move a file", "Changed", "move a file"],
    ["Tell a rule: what it is for", "Changed", "Tell a rule: what it is for"],
  ])("%j is listed under %s", (subject, kind, text) => {
    expect(changeOf(subject)).toEqual({ kind, text });
  });
});

describe("the changelog of commits", () => {
  test("has a section a month, the newest first also where days are out of order, and in it the kinds in their order", () => {
    const commits = [
      { day: "2026-12-01", subject: "Fix a rule" },
      { day: "2026-11-30", subject: "Keep a state" },
      { day: "2026-12-01", subject: "Add a stack" },
    ];
    const headings = changelog(commits).match(/^##.*|^- .*/gm);
    expect(headings).toEqual([
      "## 2026-12",
      "### Added",
      "- Add a stack",
      "### Fixed",
      "- Fix a rule",
      "## 2026-11",
      "### Changed",
      "- Keep a state",
    ]);
  });

  test("shows a subject as it is written, whatever Markdown would make of it", () => {
    expect(changelog([{ day: "2026-12-01", subject: "Keep <name>_[1]* apart" }])).toContain(
      "- Keep \\<name\\>\\_\\[1\\]\\* apart\n",
    );
  });
});

describe("the history", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "changelog-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const COMMITTER = {
    GIT_AUTHOR_NAME: "a",
    GIT_AUTHOR_EMAIL: "a@example.com",
    GIT_COMMITTER_NAME: "a",
    GIT_COMMITTER_EMAIL: "a@example.com",
    GIT_AUTHOR_DATE: "2026-12-01T10:00:00Z",
    GIT_CONFIG_GLOBAL: "/dev/null",
  };

  async function commit(...subjects: string[]): Promise<void> {
    const git = (...args: string[]) => execa("git", args, { cwd: folder, env: COMMITTER });
    await git("init", "--quiet");
    for (const subject of subjects) await git("commit", "--quiet", "--allow-empty", "--message", subject);
  }

  test("is read the newest first, with the day on which each commit was written", async () => {
    await commit("Add a first", "Add a second");
    expect(await readCommits(folder)).toEqual([
      { day: "2026-12-01", subject: "Add a second" },
      { day: "2026-12-01", subject: "Add a first" },
    ]);
  });

  test("of a shallow clone is refused, with the remedy", async () => {
    await commit("Add a first", "Add a second");
    const clone = path.join(folder, "clone");
    await execa("git", ["clone", "--quiet", "--depth", "1", `file://${folder}`, clone]);
    await expect(readCommits(clone)).rejects.toThrow(ShallowHistory);
    await expect(readCommits(clone)).rejects.toThrow("git fetch --unshallow");
  });
});

describe("CHANGELOG.md", () => {
  test("is well-formed: months from the newest to the oldest, known kinds in their order, each with its changes", () => {
    const text = readFileSync(path.join(PROJECT_ROOT, "CHANGELOG.md"), "utf8");
    const [head, ...sections] = text.split(/^(?=## )/m);
    expect(head).toMatch(/^# Changelog\n/);
    const months = sections.map((section) => /^## (\d{4}-(?:0[1-9]|1[0-2]))\n/.exec(section)?.[1]);
    expect(months).not.toContain(undefined);
    expect(months).toEqual([...new Set(months)].sort().reverse());
    for (const section of sections) {
      const [, ...lists] = section.split(/^(?=### )/m);
      const kinds = lists.map((list) => /^### (\w+)\n\n(?:- .+\n)+\n?$/.exec(list)?.[1]);
      expect(kinds).toEqual(KINDS.filter((kind) => kinds.includes(kind)));
      expect(kinds.length).toBeGreaterThan(0);
    }
  });
});
