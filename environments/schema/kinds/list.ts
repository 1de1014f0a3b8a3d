import { z } from "zod";

/** The limits of a list's number of entries. */
export interface ListLimits {
  readonly least?: number;
  readonly most?: number;
}

/** A list of texts or numbers, none of them twice. */
export function list<T extends z.ZodType<string | number>>(
  entry: T,
  { least = 0, most = Number.POSITIVE_INFINITY }: ListLimits = {},
): z.ZodArray<T> {
  let schema = z.array(entry);
  if (least > 0) schema = schema.min(least);
  if (most < Number.POSITIVE_INFINITY) schema = schema.max(most);
  return schema.superRefine((entries, context) => {
    for (const [index, value] of entries.entries()) {
      const first = entries.indexOf(value);
      if (first === index) continue;
      const message = `is the same as entry [${first}] of the list`;
      context.addIssue({ code: "custom", path: [index], message, params: { remedy: "Remove one of the two." } });
    }
  });
}
