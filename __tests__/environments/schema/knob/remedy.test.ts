import { describe, expect, test } from "@jest/globals";
import { z } from "zod";
import { accountEnvironment, platformEnvironment } from "../../../../environments/schema/environment";
import { list } from "../../../../environments/schema/kinds/list";
import { name } from "../../../../environments/schema/kinds/name";
import { text } from "../../../../environments/schema/kinds/text";
import { type KnobDocs, knob, knobDocs } from "../../../../environments/schema/knob/knob";
import { acceptedValues, limitsInWords, numberLimits } from "../../../../environments/schema/knob/limits";
import { listKnobs } from "../../../../environments/schema/knob/listing";
import { remedyOf } from "../../../../environments/schema/knob/remedy";
import { unwrap } from "../../../../environments/schema/knob/schema-at";
import { ownerSettings } from "../../../../environments/schema/owner";

const KNOBS = [platformEnvironment, accountEnvironment, ownerSettings].flatMap((schema) => listKnobs(schema));

const documented = (schema: z.ZodType, docs: Partial<KnobDocs> = {}) =>
  knob(schema, { what: "What it is.", reason: "Why.", ...docs });

describe("a remedy", () => {
  test.each([
    [z.int().min(90).max(3650), "Write a whole number from 90 to 3650."],
    [z.int().min(90).max(3650).default(365), "Write a whole number from 90 to 3650."],
    [z.int().min(20).max(32_000).multipleOf(5), "Write a multiple of 5 from 20 to 32000."],
    [z.int().min(1), "Write a whole number, 1 or more."],
    [z.int().max(9), "Write a whole number, 9 or less."],
    [z.int().optional(), "Write a whole number, or leave it out."],
    [z.enum(["admin", "ops", "dev"]), "Choose one of admin, ops or dev."],
    [z.enum(["local", "oss"]).default("local"), "Choose local or oss."],
    [z.literal([1, 5, 10]).default(5), "Choose one of 1, 5 or 10."],
    [z.literal("platform"), "Choose platform."],
    [z.boolean().default(true), "Write true or false."],
    [name({ least: 2, most: 8, characters: ["letters", "digits"] }), "Write 2 to 8 letters or digits, a letter first."],
    [text(/^vpc-/, "the id of a VPC").optional(), "Write the id of a VPC, or leave it out."],
    [list(text(/^a$/, "an a"), { least: 1, most: 3 }), "List 1 to 3 entries, each an a."],
    [list(text(/^a$/, "an a")).default([]), "List entries, each an a."],
    [z.strictObject({ size: z.int() }), "Write an object with its knobs."],
  ])("follows from the limits of the type: %#", (schema, remedy) => {
    expect(remedyOf(documented(schema))).toBe(remedy);
  });

  test("is the knob's own where that says more, and ends with its advice", () => {
    const schema = documented(text(/^vpc-/, "the id of a VPC").optional(), {
      remedy: "Write the id from the VPC console.",
      advice: "Its vSwitches stay.",
    });
    expect(remedyOf(schema)).toBe("Write the id from the VPC console, or leave it out. Its vSwitches stay.");
  });
});

/** What the schema already says of a knob: the values that it takes, or its least and most. */
function ownLimits(schema: z.ZodType): readonly unknown[] {
  const type = unwrap(schema);
  if (!(type instanceof z.ZodNumber)) return acceptedValues(type) ?? [];
  return Object.values(numberLimits(type)).filter((limit) => limit !== undefined);
}

describe("the knobs of the schema", () => {
  const limited = KNOBS.filter(({ schema }) => ownLimits(schema).length > 0);

  test("with limits are many, and found also in lists and in variants", () => {
    expect(limited.length).toBeGreaterThan(60);
    expect(KNOBS.map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        "network.vSwitches.public[].cidr",
        "data.secrets.kmsInstanceId",
        "edge.chinaCdn.enabled",
        "github.sessionMinutes",
        "alarmContacts[].name",
      ]),
    );
  });

  test("write no number and no value into a remedy that the schema has already", () => {
    const restated = limited.flatMap(({ path, schema }) => {
      const words = (knobDocs(schema)?.remedy ?? "").split(/[^A-Za-z0-9_-]+/);
      return ownLimits(schema)
        .filter((limit) => words.includes(String(limit)))
        .map((limit) => `${path}: ${limit}`);
    });
    expect(restated).toEqual([]);
  });

  test("have a remedy of their own wherever the type would say no more than that it is text", () => {
    const silent = KNOBS.filter(({ schema }) => limitsInWords(schema) === "text" && !knobDocs(schema)?.remedy);
    expect(silent.map(({ path }) => path)).toEqual([]);
  });

  test("do not say by hand that they may be left out", () => {
    const byHand = KNOBS.filter(({ schema }) => knobDocs(schema)?.remedy?.includes("leave it out"));
    expect(byHand.map(({ path }) => path)).toEqual([]);
  });
});
