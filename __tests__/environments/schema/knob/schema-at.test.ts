import { describe, expect, test } from "@jest/globals";
import { z } from "zod";
import { knob, knobDocs } from "../../../../environments/schema/knob/knob";
import { remedyOf } from "../../../../environments/schema/knob/remedy";
import { keysOf, schemaAt } from "../../../../environments/schema/knob/schema-at";

const DOCS = { what: "Where.", reason: "Why." };
const store = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: knob(z.literal("own").optional().default("own"), DOCS), key: z.string().optional() }),
    z.strictObject({ kind: knob(z.literal("rented"), DOCS), key: z.string(), instance: z.int() }),
  ])
  .prefault({});
const schema = z.strictObject({ stores: z.array(store) });

const takes = (at: z.ZodType | undefined, value: unknown) => at?.safeParse(value).success;

describe("the schema at a path", () => {
  test("is the one of the variant that the data is", () => {
    const data = { stores: [{}, { kind: "rented" }] };
    expect(takes(schemaAt(schema, ["stores", 0, "key"], data), undefined)).toBe(true);
    expect(takes(schemaAt(schema, ["stores", 1, "key"], data), undefined)).toBe(false);
    expect(schemaAt(schema, ["stores", 0, "instance"], data)).toBeUndefined();
    expect(takes(schemaAt(schema, ["stores", 1, "instance"], data), 3)).toBe(true);
  });

  test("takes what any variant takes, where no data decides or none fits", () => {
    expect(takes(schemaAt(schema, ["stores", 0, "instance"]), 3)).toBe(true);
    expect(takes(schemaAt(schema, ["stores", 0, "instance"], { stores: [{ kind: "stolen" }] }), 3)).toBe(true);
  });

  test("is that of every variant for the knob that decides between them", () => {
    const kind = schemaAt(schema, ["stores", 0, "kind"], { stores: [{ kind: "stolen" }] });
    expect(["own", "rented", "stolen"].map((value) => takes(kind, value))).toEqual([true, true, false]);
    expect(kind && knobDocs(kind)).toEqual(DOCS);
    expect(kind && remedyOf(kind)).toBe("Choose own or rented.");
  });

  test("is nothing where no schema is", () => {
    expect(schemaAt(schema, ["stores", 0, "toString"])).toBeUndefined();
    expect(schemaAt(schema, ["stores", 0, "key", "length"])).toBeUndefined();
  });
});

test("the keys of a group are those of the variant that the data is", () => {
  expect(keysOf(store, {})).toEqual(["kind", "key"]);
  expect(keysOf(store, { kind: "rented" })).toEqual(["kind", "key", "instance"]);
  expect(keysOf(store, { kind: "stolen" })).toEqual([]);
  expect(keysOf(schema, {})).toEqual(["stores"]);
});
