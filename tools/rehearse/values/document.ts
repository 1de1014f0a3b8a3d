/** Texts that are JSON, such as policies: services write them in their own way, and mean the same. */
import { isList, isObject, sameValue, type Value } from "./value";

/** Whether two texts are JSON and mean the same. */
export function isSameDocument(a: Value | undefined, b: Value | undefined): boolean {
  const [one, other] = [parse(a), parse(b)];
  return one !== undefined && other !== undefined && sameValue(one, other);
}

/** A document as a service writes it: keys in alphabetical order, no spaces. Every other value is left as it is. */
export function rewritten(value: Value): Value {
  const parsed = typeof value === "string" && /^\s*[[{]/.test(value) ? parse(value) : undefined;
  return parsed === undefined ? value : JSON.stringify(ordered(parsed));
}

function parse(text: Value | undefined): Value | undefined {
  if (typeof text !== "string") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function ordered(value: Value): Value {
  if (isList(value)) return value.map(ordered);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([name, inner]) => [name, ordered(inner)]));
}
