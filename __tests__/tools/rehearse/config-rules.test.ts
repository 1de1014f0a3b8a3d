import { describe, expect, test } from "@jest/globals";
import { readBehaviour, type TypeBehaviour } from "../../../tools/rehearse/provider/behaviour";
import { validateConfig } from "../../../tools/rehearse/provider/config-rules";
import { type ObjectValue, UNKNOWN } from "../../../tools/rehearse/values/value";
import { PROJECT_ROOT } from "../../support/project-root";

function refusals(behaviour: TypeBehaviour, config: ObjectValue): string[] {
  return validateConfig(behaviour, config).map(({ detail }) => detail);
}

describe("a configuration that the provider would refuse", () => {
  test.each<[string, TypeBehaviour, ObjectValue, string]>([
    [
      "a text that is not one of those that it takes, in every element of a block",
      { oneOf: { "disk.category": ["cloud_essd"] } },
      { disk: [{ category: "cloud_essd" }, { category: "cloud" }] },
      "expected disk.category to be one of cloud_essd, got cloud",
    ],
    ["too few items", { range: { ids: "items 2..3" } }, { ids: ["a"] }, "ids takes 2 to 3 items, and has 1"],
    ["too many items", { range: { ids: "items 0..1" } }, { ids: ["a", "b"] }, "ids takes 0 to 1 items, and has 2"],
    [
      "a number out of range",
      { rule: { size: "expected size to be in the range (1 - 5), got -987654321 " } },
      { size: 6 },
      "size is 6: expected size to be in the range (1 - 5)",
    ],
    [
      "a number below the least",
      { rule: { size: "expected size to be at least (2), got -987654321" } },
      { size: 1 },
      "size is 1: expected size to be at least (2)",
    ],
    [
      "a number between two steps",
      { rule: { quota: '"quota" must be between 0 and 100 inclusive, and multiple of 5, got: -987654321' } },
      { quota: 7 },
      'quota is 7: "quota" must be between 0 and 100 inclusive, and multiple of 5',
    ],
    [
      "a text that is no JSON",
      { rule: { document: '"document" contains an invalid JSON: invalid character' } },
      { document: "{" },
      'document is {: "document" contains an invalid JSON: invalid character',
    ],
    [
      "a text that is too long",
      { rule: { name: "the legal length range is 3~4 bytes" } },
      { name: "abcde" },
      "name is abcde: the legal length range is 3~4 bytes",
    ],
    ["two that exclude each other", { conflictsWith: { a: ["b"] } }, { a: 1, b: 2 }, '"a": conflicts with b'],
    [
      "none of those of which one has to be",
      { exactlyOneOf: { a: ["a", "b"] } },
      {},
      "one (and only one) of a, b has to be given, not 0",
    ],
    [
      "both of those of which one has to be",
      { exactlyOneOf: { a: ["a", "b"] } },
      { a: 1, b: 1 },
      "one (and only one) of a, b has to be given, not 2",
    ],
    ["none of those of which some have to be", { atLeastOneOf: { a: ["a", "b"] } }, {}, "one of a, b has to be given"],
  ])("has %s", (_, behaviour, config, detail) => {
    expect(refusals(behaviour, config)).toEqual([detail]);
  });

  test("has no value that is only known later", () => {
    const behaviour: TypeBehaviour = {
      oneOf: { category: ["cloud_essd"] },
      rule: { size: "expected size to be at least (2), got -987654321" },
      range: { ids: "items 1..1" },
      exactlyOneOf: { a: ["a", "b"] },
    };
    expect(refusals(behaviour, { category: UNKNOWN, size: UNKNOWN, ids: UNKNOWN, a: UNKNOWN, b: 1 })).toEqual([]);
  });

  test("says nothing of what is not given", () => {
    const behaviour: TypeBehaviour = {
      range: { ids: "items 1..1" },
      rule: { size: "expected size to be at least (2), got -987654321" },
      conflictsWith: { a: ["b"] },
    };
    expect(refusals(behaviour, { ids: [], size: null, a: null, b: 1 })).toEqual([]);
  });
});

describe("the messages of the provider's own checks", () => {
  const rules = Object.entries(readBehaviour(PROJECT_ROOT)).flatMap(([type, { rule = {} }]) =>
    Object.entries(rule).map(([path, message]) => ({ type, path, message })),
  );

  /** What no rule can be read from: texts about which characters a name may have. */
  const FOR_PEOPLE = /^invalid value for \w+ \(|^the table name must|an empty string or lowercase/;

  test("are held as rules, but for those that describe names to people", () => {
    const wrong: Record<string, ObjectValue[string]> = { number: -987_654_321, string: "no such value" };
    const unheld = rules.filter(({ path, message }) =>
      Object.values(wrong).every(
        (value) => validateConfig({ rule: { [path]: message } }, nest(path, value)).length === 0,
      ),
    );
    expect(unheld.filter(({ message }) => !FOR_PEOPLE.test(message))).toEqual([]);
  });
});

function nest(path: string, value: ObjectValue[string] | undefined): ObjectValue {
  const [name = "", ...rest] = path.split(".");
  return { [name]: rest.length === 0 ? (value ?? null) : [nest(rest.join("."), value)] };
}
