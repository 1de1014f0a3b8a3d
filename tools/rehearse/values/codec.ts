import { decode, ExtensionCodec, encode } from "@msgpack/msgpack";
import type { Attribute, Block, CtyType, NestedType } from "../../provider-schemas/model";
import { type ObjectValue, UNKNOWN, Unknown, type Value } from "./value";

/** Terraform marks an unknown value by extension type 0, and one of which it knows a little by type 12. */
const UNKNOWN_TYPE = 0;
const REFINED_UNKNOWN_TYPE = 12;

const extensionCodec = new ExtensionCodec();
extensionCodec.register({
  type: UNKNOWN_TYPE,
  encode: (value) => (value instanceof Unknown ? new Uint8Array([0]) : null),
  decode: () => UNKNOWN,
});
extensionCodec.register({ type: REFINED_UNKNOWN_TYPE, encode: () => null, decode: () => UNKNOWN });

/** The value in Terraform's MessagePack. */
export function encodeValue(value: Value): Buffer {
  return Buffer.from(encode(value, { extensionCodec }));
}

/** The value of a `DynamicValue`; nothing at all is null. */
export function decodeValue(dynamic: { msgpack?: Uint8Array; json?: Uint8Array } | null | undefined): Value {
  if (dynamic?.msgpack?.length) return decode(dynamic.msgpack, { extensionCodec }) as Value;
  if (dynamic?.json?.length) return JSON.parse(Buffer.from(dynamic.json).toString("utf8"));
  return null;
}

/**
 * The value that a state file holds as JSON, completed to the schema: attributes that the schema has gained are null,
 * those that it has lost are dropped.
 */
export function fromStateJson(json: unknown, block: Block): ObjectValue {
  const object = (json ?? {}) as Record<string, unknown>;
  const attributes = Object.entries(block.attributes ?? {}).map(([name, attribute]) => [
    name,
    attributeFromJson(object[name] ?? null, attribute),
  ]);
  const blocks = Object.entries(block.block_types ?? {}).map(([name, nested]) => [
    name,
    nestedFromJson(object[name] ?? null, nested.nesting_mode, (inner) => fromStateJson(inner, nested.block)),
  ]);
  return Object.fromEntries([...attributes, ...blocks]);
}

function attributeFromJson(json: unknown, { type, nested_type }: Attribute): Value {
  if (nested_type) return nestedTypeFromJson(json, nested_type);
  return typedFromJson(json, type ?? "dynamic");
}

function nestedTypeFromJson(json: unknown, { attributes, nesting_mode }: NestedType): Value {
  return json === null ? null : nestedFromJson(json, nesting_mode, (inner) => fromStateJson(inner, { attributes }));
}

function nestedFromJson(json: unknown, mode: string, convert: (inner: unknown) => Value): Value {
  if (mode === "list" || mode === "set") return ((json as unknown[] | null) ?? []).map(convert);
  if (mode === "map") {
    return Object.fromEntries(Object.entries((json ?? {}) as object).map(([key, inner]) => [key, convert(inner)]));
  }
  return json === null && mode === "single" ? null : convert(json);
}

function typedFromJson(json: unknown, type: CtyType): Value {
  if (json === null || json === undefined) return null;
  if (type === "dynamic") {
    const { type: actual, value } = json as { type: CtyType; value: unknown };
    return [new Uint8Array(Buffer.from(JSON.stringify(actual))), typedFromJson(value, actual)];
  }
  if (typeof type === "string") return json as Value;
  const fields = json as Record<string, unknown>;
  switch (type[0]) {
    case "list":
    case "set":
      return (json as unknown[]).map((entry) => typedFromJson(entry, type[1]));
    case "tuple":
      return (json as unknown[]).map((entry, index) => typedFromJson(entry, type[1][index] ?? "dynamic"));
    case "map":
      return Object.fromEntries(Object.entries(fields).map(([key, entry]) => [key, typedFromJson(entry, type[1])]));
    case "object":
      return Object.fromEntries(
        Object.entries(type[1]).map(([key, field]) => [key, typedFromJson(fields[key], field)]),
      );
  }
}
