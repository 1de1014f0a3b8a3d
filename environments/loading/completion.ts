import { z } from "zod";
import { unwrap } from "../schema/knob";
import { valueAt } from "./value-at";

/**
 * Fills in the defaults of everything in `data` that is valid, and leaves the rest as it is. Rules between knobs so see
 * the same values whether or not some other knob is wrong.
 */
export function withDefaults(schema: z.ZodType, data: unknown): unknown {
  const result = schema.safeParse(data);
  if (result.success) return result.data;
  const type = unwrap(schema);
  if (type instanceof z.ZodArray && Array.isArray(data)) {
    return data.map((entry) => withDefaults(type.unwrap() as z.ZodType, entry));
  }
  if (!(type instanceof z.ZodObject) || typeof data !== "object" || data === null) return data;
  const knobs = Object.entries(type.shape).map(([key, inner]) => [
    key,
    withDefaults(inner as z.ZodType, valueAt(data, [key])),
  ]);
  return { ...data, ...Object.fromEntries(knobs) };
}
