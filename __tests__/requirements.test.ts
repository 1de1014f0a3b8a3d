import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import { projectFiles } from "./support/project-files";
import { PROJECT_ROOT } from "./support/project-root";

const DOCUMENT = "docs/requirements.md";
/** Data that others wrote, and what is made of the project's own files. */
const NOT_OURS =
  /^(schemas\/|package-lock\.json$|__tests__\/__snapshots__\/|__tests__\/support\/kubernetes\/schemas\/)/;
/** The text of a citation, which may go over several lines of a comment. */
const CITATION = /\(requirements?(?=[:\s])[^)]*\)/g;
const WELL_FORMED = /^\(requirement: [a-z0-9-]+\)$|^\(requirements: [a-z0-9-]+(, [a-z0-9-]+)+\)$/;

const document = readFileSync(path.join(PROJECT_ROOT, DOCUMENT), "utf8");
const ids = [...document.matchAll(/^### (.+)$/gm)].map(([, id]) => id as string);
const sections = document.split(/^(?=### )/m).slice(1);

/** The text of every file of the project's own, by its path. */
function ownFiles(): Map<string, string> {
  const files = projectFiles().filter((file) => !NOT_OURS.test(file));
  return new Map(files.map((file) => [file, readFileSync(path.join(PROJECT_ROOT, file), "utf8")]));
}

/** Every citation of a file, on one line and without the marks that begin a comment's lines. */
function citations(text: string): string[] {
  return (text.match(CITATION) ?? []).map((citation) => citation.replace(/\s*\n[\s*/#]*/g, " "));
}

describe("the requirements", () => {
  test("have names of their own that links can use", () => {
    expect(ids.filter((id) => !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id))).toEqual([]);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(ids.length).toBeGreaterThan(80);
  });

  test("are each met somewhere, or differ for a reason, or are open", () => {
    const silent = sections.filter((section) => !/^- \*\*(Where|Differs|Open):\*\* /m.test(section));
    expect(silent).toEqual([]);
    const untested = sections.filter(
      (section) => section.includes("**Where:**") && !/\*\*(Held by|Differs|Open):\*\*/.test(section),
    );
    expect(untested).toEqual([]);
  });

  test("are met in places that exist", () => {
    const places = [...document.matchAll(/\]\(\.\.\/([^)#]+)\)/g)].map(([, place]) => place as string);
    expect(places.length).toBeGreaterThan(sections.length);
    expect(places.filter((place) => !existsSync(path.join(PROJECT_ROOT, place)))).toEqual([]);
  });

  test("are held by tests that exist", () => {
    const cited = [...document.matchAll(/^- \*\*Held by:\*\* \[`[^`]+`\]\(\.\.\/([^)]+)\), (.*)$/gm)];
    expect(cited).toHaveLength(document.split("**Held by:**").length - 1);
    const missing = cited.filter(([, file, words]) => {
      const [, name] = /^"(.+)"$/.exec(words as string) ?? [];
      return name === undefined || !readFileSync(path.join(PROJECT_ROOT, file as string), "utf8").includes(name);
    });
    expect(missing.map(([line]) => line)).toEqual([]);
  });
});

describe("a citation of a requirement", () => {
  test("is read over the lines of a comment", () => {
    expect(citations("/** Two hosts\n * (requirements: app-hosts,\n * worker-host). */")).toEqual([
      "(requirements: app-hosts, worker-host)",
    ]);
    expect(citations("# 15 days (requirement:\n  # metrics-retention)")).toEqual(["(requirement: metrics-retention)"]);
  });

  test("has the form that the document shows, and names a requirement that there is", () => {
    const wrong = [...ownFiles()]
      .filter(([file]) => file !== "__tests__/requirements.test.ts")
      .flatMap(([file, text]) => citations(text).map((citation) => ({ file, citation })))
      .filter(({ citation }) => {
        const named = citation.replace(/^\(requirements?:|\)$/g, "").split(",");
        return !WELL_FORMED.test(citation) || !named.every((id) => ids.includes(id.trim()));
      });
    expect(wrong).toEqual([]);
  });

  test("is not made in constructs, which know nothing of this platform", () => {
    const citing = [...ownFiles()].filter(
      ([file, text]) => file.startsWith("constructs/") && citations(text).length > 0,
    );
    expect(citing.map(([file]) => file)).toEqual([]);
  });

  test("is the only kind of citation: no file cites a section of something that is not here", () => {
    const foreign = [...ownFiles()]
      .filter(([file]) => file !== "__tests__/requirements.test.ts")
      .flatMap(([file, text]) =>
        text.split("\n").map((line, index) => ({ place: `${file}:${index + 1}`, line: line.trim() })),
      )
      .filter(({ line }) => /\bspecification\b|\bsections? \d/i.test(line));
    expect(foreign).toEqual([]);
  });
});
