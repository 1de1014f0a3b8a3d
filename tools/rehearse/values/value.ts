/** A value as Terraform passes it: known, null, unknown until apply, or a `dynamic` pair of type and value. */
export type Value = null | boolean | number | string | Unknown | Uint8Array | readonly Value[] | ObjectValue;
export interface ObjectValue {
  readonly [name: string]: Value;
}

/** What a plan says of a value that only an apply can tell. */
export class Unknown {
  readonly kind = "unknown";
}

export const UNKNOWN = new Unknown();

export function isObject(value: Value | undefined): value is ObjectValue {
  return (
    typeof value === "object" &&
    value !== null &&
    !isList(value) &&
    !(value instanceof Unknown) &&
    !(value instanceof Uint8Array)
  );
}

export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

/** Whether a value says nothing: null, an empty text, 0, false, or a collection without elements. */
export function isEmpty(value: Value | undefined): boolean {
  if (isList(value)) return value.length === 0;
  if (isObject(value)) return Object.keys(value).length === 0;
  return value === undefined || value === null || value === "" || value === 0 || value === false;
}

/** Whether two known values are the same; the order of an object's attributes does not matter. */
export function sameValue(a: Value | undefined, b: Value | undefined): boolean {
  if (a instanceof Uint8Array && b instanceof Uint8Array) return Buffer.compare(a, b) === 0;
  if (isList(a) && isList(b)) return a.length === b.length && a.every((entry, index) => sameValue(entry, b[index]));
  if (isObject(a) && isObject(b)) {
    const names = new Set([...Object.keys(a), ...Object.keys(b)]);
    return [...names].every((name) => sameValue(a[name] ?? null, b[name] ?? null));
  }
  return (a ?? null) === (b ?? null);
}
