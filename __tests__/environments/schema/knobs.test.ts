import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { z } from "zod";
import { type ValidEnvironments, validateEnvironments } from "../../../environments/loading/validation";
import { formatPath, InvalidEnvironment, type Problem } from "../../../environments/rules/problem";
import { accountEnvironment, platformEnvironment } from "../../../environments/schema/environment";
import { knobDocs } from "../../../environments/schema/knob/knob";
import { remedyOf } from "../../../environments/schema/knob/remedy";
import { schemaAt, unwrap } from "../../../environments/schema/knob/schema-at";
import type { Path } from "../../../environments/schema/knob/value-at";
import { ownerSettings } from "../../../environments/schema/owner";
import { completeAccount, completePlatform } from "../../support/complete-environments";
import { owner } from "../../support/fixture/environments/owner";
import { FIXTURE, rawOwner } from "../../support/fixture/fixture";

const SUBJECTS = [
  { name: "platform", schema: platformEnvironment, complete: completePlatform, source: "environments/production.ts" },
  { name: "account", schema: accountEnvironment, complete: completeAccount, source: "environments/account.ts" },
  { name: "owner", schema: ownerSettings, complete: () => structuredClone(owner), source: "environments/owner.ts" },
] as const;

/** A sound environment; the account's, which is checked in a tenth of the time of the platform's. */
const soundEnvironment = completeAccount();

/** Validates a subject as the program does, the owner's settings beside a sound environment. */
function validate(subject: (typeof SUBJECTS)[number], data: unknown): ValidEnvironments | readonly Problem[] {
  const isOwner = subject.name === "owner";
  const settings = (isOwner ? data : owner) as Record<string, unknown>;
  try {
    const inputs = [isOwner ? soundEnvironment : data];
    return validateEnvironments(inputs, rawOwner(settings), [], FIXTURE);
  } catch (error) {
    if (error instanceof InvalidEnvironment) return error.problems;
    throw error;
  }
}

/** The paths of all values in a tree, inner nodes included, that a knob stands for. */
function knobPaths(schema: z.ZodType, data: unknown, path: Path = []): Path[] {
  const at = schemaAt(schema, path);
  const own = at && knobDocs(at) ? [path] : [];
  if (typeof data !== "object" || data === null) return own;
  const entries = Array.isArray(data) ? [...data.entries()] : Object.entries(data);
  return [...own, ...entries.flatMap(([key, value]) => knobPaths(schema, value, [...path, key]))];
}

function withValue(data: unknown, path: Path, value: unknown): unknown {
  const copy = structuredClone(data);
  const parent = path.slice(0, -1).reduce((object, step) => (object as Record<PropertyKey, unknown>)[step], copy);
  (parent as Record<PropertyKey, unknown>)[path.at(-1) as PropertyKey] = value;
  return copy;
}

describe.each(SUBJECTS)("any $name data", (subject) => {
  const complete = subject.complete();
  const paths = knobPaths(subject.schema, complete);

  test("has every leaf documented, with a unit for numbers", () => {
    expect(paths.length).toBeGreaterThan(5);
    const leaves = (value: unknown, path: Path): Path[] =>
      typeof value === "object" && value !== null
        ? Object.entries(value).flatMap(([key, inner]) =>
            leaves(inner, [...path, Array.isArray(value) ? Number(key) : key]),
          )
        : [path];
    for (const path of leaves(complete, [])) {
      const places = [path, path.slice(0, -1)].map((place) => schemaAt(subject.schema, place, complete));
      const documented = places.find((at) => at && knobDocs(at));
      const found = documented && knobDocs(documented);
      if (!found) throw new Error(`${formatPath(path)} has no documentation`);
      for (const text of [found.what, found.reason, remedyOf(documented)]) expect(text).toMatch(/\.$/);
      const at = schemaAt(subject.schema, path, complete);
      const isNumber = at && unwrap(at).type === "number";
      if (isNumber) expect(found.unit).toBeDefined();
    }
  });

  test("with a value that its knob refuses is refused, by that knob's path", () => {
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.anything(), (path, value) => {
        const at = schemaAt(subject.schema, path) as z.ZodType;
        fc.pre(!at.safeParse(value).success);
        const problems = validate(subject, withValue(complete, path, value));
        if (!Array.isArray(problems)) throw new Error(`accepted ${formatPath(path)} = ${fc.stringify(value)}`);
        // The kind of an environment and its name say which file it is; without them, the place is all there is.
        const named = problems.filter((problem) => problem.path.startsWith(formatPath(path)));
        expect(named.length).toBeGreaterThan(0);
        for (const problem of problems) {
          expect(problem.message).not.toBe("");
          expect(problem.remedy).not.toBe("");
          expect(new InvalidEnvironment([problem]).message).toContain(problem.path);
        }
      }),
      { numRuns: 400 },
    );
  });
});
