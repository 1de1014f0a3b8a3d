import type { z } from "zod";
import { knobDocs } from "../schema/knob/knob";
import { nearest } from "../schema/knob/nearest";
import { remedyOf } from "../schema/knob/remedy";
import { keysOf, schemaAt, variantOf, variantsOf } from "../schema/knob/schema-at";
import { type Path, valueAt } from "../schema/knob/value-at";

/** A fault that zod finds in a value. */
export type Issue = z.core.$ZodIssue;

/** Splits an issue into one per unknown key, so that each problem names its own path. */
export function separateKeys(issue: Issue): Issue[] {
  if (issue.code !== "unrecognized_keys") return [issue];
  return issue.keys.map((key) => ({ ...issue, keys: [key], path: [...issue.path, key] }));
}

/** Describes an issue without its surroundings, as the end of the sentence "it …". */
export function describeIssue(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return issue.expected === "int" ? "is not a whole number" : `is not of type ${issue.expected}`;
    case "invalid_value":
      return notOneOf(issue.values);
    case "invalid_union":
      return notOneOf("options" in issue && Array.isArray(issue.options) ? issue.options : []);
    case "too_small":
      return issue.origin === "array" ? `has fewer than ${issue.minimum} entries` : `is less than ${issue.minimum}`;
    case "too_big":
      return issue.origin === "array" ? `has more than ${issue.maximum} entries` : `is more than ${issue.maximum}`;
    case "unrecognized_keys":
      return "is not a knob";
    case "not_multiple_of":
      return `is not a multiple of ${issue.divisor}`;
    default:
      return "is not valid";
  }
}

function notOneOf(values: readonly unknown[]): string {
  return `is not one of ${values.filter((value) => value !== undefined).join(", ")}`;
}

/** Describes an issue. If one knob decides which others there are, the text names its value. */
export function messageFor(schema: z.ZodType, input: unknown, issue: Issue): string {
  const variant = chosenVariant(schema, input, issue.path);
  if (issue.code === "unrecognized_keys") return variant ? `${issue.message} where ${variant}` : issue.message;
  if (valueAt(input, issue.path) !== undefined) return issue.message;
  return variant ? `is missing, and ${variant}` : "is missing";
}

/** Returns a text such as "store is kms" for a knob that depends on the knob `store`. */
function chosenVariant(schema: z.ZodType, input: unknown, path: Path): string | undefined {
  const parent = path.slice(0, -1);
  const group = schemaAt(schema, parent, input);
  const variants = group && variantsOf(group);
  if (variants === undefined || path.at(-1) === variants.discriminator) return undefined;
  const chosen = variantOf(variants, valueAt(input, parent));
  return chosen && `${variants.discriminator} is ${String(chosen.value)}`;
}

/** Returns the remedy of an issue, or that of the nearest knob at or above its place. */
export function remedyFor(schema: z.ZodType, input: unknown, issue: Issue): string {
  const { path } = issue;
  if (issue.code === "unrecognized_keys") return unknownKeyRemedy(schema, input, path);
  if (issue.code === "custom" && issue.params?.remedy !== undefined) return String(issue.params.remedy);
  for (let length = path.length; length > 0; length -= 1) {
    const at = schemaAt(schema, path.slice(0, length), input);
    if (at && knobDocs(at)) return remedyOf(at);
  }
  return "Write it as docs/settings.md describes it.";
}

function unknownKeyRemedy(schema: z.ZodType, input: unknown, path: Path): string {
  const parent = path.slice(0, -1);
  const group = schemaAt(schema, parent, input);
  const meant = nearest(String(path.at(-1)), group ? keysOf(group, valueAt(input, parent)) : []);
  return meant ? `Did you mean ${meant}? If not, remove it.` : "Remove it: docs/settings.md lists every knob.";
}
