import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { writeHcl } from "../../../tools/hcl/document";
import type { Json, JsonObject } from "../../../tools/hcl/value";
import type { Block, ProviderSchema } from "../../../tools/provider-schemas/model";
import { HclParser } from "../../support/hcl/hcl-parser";

let parser: HclParser;
beforeAll(() => {
  parser = new HclParser();
});
afterAll(() => parser.stop());

const RULE: Block = {
  attributes: { port: { type: "number" } },
  block_types: { source: { nesting_mode: "single", block: { attributes: { cidr: { type: "string" } } } } },
};
const THING: Block = {
  attributes: {
    name: { type: "string" },
    tags: { type: ["map", "string"] },
    legacy: { type: ["list", ["object", { a: "string" }]] },
    modern: { nested_type: { nesting_mode: "list", attributes: { a: { type: "string" } } } },
  },
  block_types: { rule: { nesting_mode: "list", block: RULE }, labelled: { nesting_mode: "map", block: RULE } },
};
const SCHEMA: ProviderSchema = {
  provider: { version: 0, block: {} },
  resource_schemas: { test_thing: { version: 0, block: THING } },
  data_source_schemas: {},
};

function hclOf(body: JsonObject): string {
  return writeHcl({ resource: { test_thing: { it: body } } }, new Map([["test", SCHEMA]]));
}

async function readBack(value: Json): Promise<Json> {
  const json = await parser.parse(writeHcl({ locals: { value } }, new Map()));
  return (json as { locals: [{ value: Json }] }).locals[0].value;
}

/** Pieces that mean something to HCL, JSON or a terminal, between others. */
const piece = fc.oneof(
  fc.constantFrom(
    '"',
    "\\",
    "\n",
    "\r",
    "\t",
    "$",
    "%",
    "$${",
    "%%{",
    "{",
    "}",
    "\\n",
    "EOT",
    " ",
    "<<",
    "#",
    "//",
    "~",
  ),
  fc.constantFrom("网", "é", "👩‍👩‍👧", "\u2028", "\ufeff", "\u0000", "\u001b"),
  fc.string({ maxLength: 4 }).map((text) => text.replace(/[$%]/g, "")),
);
const INTERPOLATIONS = ["${var.a}", '${lookup(var.a, "}\\"{")}', '${upper("in ${var.a}")}', "${[for x in var.l : x]}"];

/** Whether every `${` and `%{` of a template is an interpolation with an end, or an escape, that no `$` or `%` stands before. */
function isSound(text: string): boolean {
  const others = INTERPOLATIONS.reduce((rest, each) => rest.replaceAll(each, "_"), text);
  return !/[$%](_|[$%]{2}\{)/.test(others) && !/[$%]\{/.test(others.replace(/(\$\$|%%)\{/g, ""));
}

const literal = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join("").normalize("NFC"));
const template = fc
  .array(fc.oneof(literal, fc.constantFrom(...INTERPOLATIONS)), { maxLength: 4 })
  .map((parts) => parts.join(""))
  .filter(isSound);
const key = fc.oneof(
  fc.constantFrom("a", "for", "null", "a-b", "a/b", "1", "网", "a b"),
  literal.filter((text) => text !== "" && isSound(text)),
);
const { value } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    template,
    fc.integer(),
    fc.double({ noDefaultInfinity: true, noNaN: true, min: -1e9, max: 1e9 }).map((number) => Number(number.toFixed(3))),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(key, tie("value"), { maxKeys: 4 }),
  ),
}));

describe("HCL that HashiCorp's parser reads back", () => {
  test("has every string of a template as it was", async () => {
    await fc.assert(
      fc.asyncProperty(template, async (text) => {
        expect(await readBack(text)).toBe(text);
      }),
      { numRuns: 500 },
    );
  });

  test("has every value as it was, however deep", async () => {
    await fc.assert(
      fc.asyncProperty(value, async (each) => {
        expect(await readBack(each)).toEqual(JSON.parse(JSON.stringify(each)));
      }),
      { numRuns: 300 },
    );
  });

  test("has a block where the schema has one, an attribute elsewhere, and no comment", async () => {
    const body: JsonObject = {
      "//": { metadata: { path: "app/it" } },
      name: "it",
      tags: { "//": "a tag", a: "b" },
      legacy: [{ a: "1" }, { a: "2" }],
      modern: [{ a: "1" }],
      rule: [{ port: 1, source: { cidr: "::/0" } }, { port: 2 }],
      labelled: { one: { port: 1 }, two: { port: 2 } },
      lifecycle: { ignore_changes: ["name", 'tags["a"]'], prevent_destroy: true },
      depends_on: ["test_thing.other-one"],
    };
    const { resource } = (await parser.parse(hclOf(body))) as { resource: { test_thing: { it: [Json] } } };
    expect(resource.test_thing.it[0]).toEqual({
      name: "it",
      tags: { "//": "a tag", a: "b" },
      legacy: [{ a: "1" }, { a: "2" }],
      modern: [{ a: "1" }],
      rule: [{ port: 1, source: [{ cidr: "::/0" }] }, { port: 2 }],
      labelled: { one: [{ port: 1 }], two: [{ port: 2 }] },
      lifecycle: [{ ignore_changes: ["${name}", '${tags["a"]}'], prevent_destroy: true }],
      depends_on: ["${test_thing.other-one}"],
    });
  });
});
