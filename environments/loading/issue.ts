import type { z } from "zod";
import { knobDocs, schemaAt } from "../schema/knob";

/** What zod finds wrong with a value. */
export type Issue = z.core.$ZodIssue;

/** One issue per unknown key, so that each problem names its own path. */
export function separateKeys(issue: Issue): Issue[] {
  if (issue.code !== "unrecognized_keys") return [issue];
  return issue.keys.map((key) => ({ ...issue, keys: [key], path: [...issue.path, key] }));
}

/** What is wrong, as the end of the sentence "it …". */
export function describeIssue(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return issue.expected === "int" ? "is not a whole number" : `is not of type ${issue.expected}`;
    case "invalid_value":
      return `is not one of ${issue.values.map(String).join(", ")}`;
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

/** The remedy of the nearest knob at or above the place of the issue. */
export function remedyFor(schema: z.ZodType, { code, path }: Issue): string {
  if (code === "unrecognized_keys") return "Remove it, or look its name up in environments/schema/environment.ts.";
  for (let length = path.length; length > 0; length -= 1) {
    const at = schemaAt(schema, path.slice(0, length));
    const docs = at && knobDocs(at);
    if (docs) return docs.remedy;
  }
  return "Write it as environments/schema/environment.ts describes it.";
}
