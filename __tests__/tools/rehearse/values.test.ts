import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Block } from "../../../tools/provider-schemas/model";
import { decodeValue, encodeValue, fromStateJson } from "../../../tools/rehearse/values/codec";
import { sameValue, UNKNOWN, type Value } from "../../../tools/rehearse/values/value";

const value: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.constant(null),
    fc.constant(UNKNOWN),
    fc.boolean(),
    fc.string(),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(fc.stringMatching(/^[a-z_]{1,8}$/), tie("value"), { maxKeys: 4 }),
  ) as fc.Arbitrary<Value>,
})).value;

describe("a value on the wire", () => {
  test("comes back as it went, unknown or not", () => {
    fc.assert(fc.property(value, (each) => sameValue(decodeValue({ msgpack: encodeValue(each) }), each)));
  });

  test("is unknown where Terraform says so, also where it knows a little of it", () => {
    expect(encodeValue(UNKNOWN)).toEqual(Buffer.from([0xd4, 0, 0]));
    expect(decodeValue({ msgpack: Buffer.from([0xd4, 0, 0]) })).toBe(UNKNOWN);
    // Extension type 12, one byte of it: an unknown of which Terraform knows that it is not null.
    expect(decodeValue({ msgpack: Buffer.from([0xd4, 12, 0x80]) })).toBe(UNKNOWN);
  });

  test("is null when there is nothing", () => {
    expect(decodeValue(null)).toBeNull();
    expect(decodeValue({ msgpack: new Uint8Array() })).toBeNull();
  });

  test("keeps a dynamic value's type beside it", () => {
    const dynamic: Value = [new Uint8Array(Buffer.from('"string"')), "strict"];
    expect(sameValue(decodeValue({ msgpack: encodeValue(dynamic) }), dynamic)).toBe(true);
  });
});

describe("a value", () => {
  test("is the same whatever the order of its attributes, and whether an attribute is null or absent", () => {
    expect(sameValue({ a: 1, b: [null, { c: "x" }] }, { b: [null, { c: "x", d: null }], a: 1 })).toBe(true);
    expect(sameValue({ a: 1 }, { a: 2 })).toBe(false);
    expect(sameValue([1], [1, 2])).toBe(false);
  });
});

describe("a value from a state file", () => {
  const block: Block = {
    attributes: {
      name: { type: "string", optional: true },
      added: { type: "number", optional: true },
      any: { type: "dynamic", optional: true },
      nested: {
        nested_type: { nesting_mode: "list", attributes: { on: { type: "bool", optional: true } } },
        optional: true,
      },
    },
    block_types: {
      rule: { nesting_mode: "list", block: { attributes: { days: { type: "number", required: true } } } },
      timeouts: { nesting_mode: "single", block: { attributes: { create: { type: "string", optional: true } } } },
    },
  };

  test("is completed to the schema: what was added is null, what was taken away is dropped, blocks are empty", () => {
    expect(fromStateJson({ name: "a", removed: 1 }, block)).toEqual({
      name: "a",
      added: null,
      any: null,
      nested: null,
      rule: [],
      timeouts: null,
    });
  });

  test("keeps blocks, nested attributes and dynamic values", () => {
    const state = { any: { type: "string", value: "x" }, nested: [{ on: true }], rule: [{ days: 3 }], timeouts: {} };
    expect(fromStateJson(state, block)).toMatchObject({
      any: [new Uint8Array(Buffer.from('"string"')), "x"],
      nested: [{ on: true }],
      rule: [{ days: 3 }],
      timeouts: { create: null },
    });
  });
});
