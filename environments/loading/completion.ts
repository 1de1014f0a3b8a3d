import { z } from "zod";
import { asType, unwrap, variantOf, variantsOf } from "../schema/knob/schema-at";
import { valueAt } from "../schema/knob/value-at";

/**
 * Fills in the defaults of everything in `data` that is valid, and leaves the rest as it is. Rules between knobs then
 * see the same values whether or not some other knob is wrong.
 */
export function withDefaults(schema: z.ZodType, data: unknown): unknown {
  const result = schema.safeParse(data);
  if (result.success) return result.data;
  const type = unwrap(schema);
  if (type instanceof z.ZodArray && Array.isArray(data)) {
    return data.map((entry) => withDefaults(asType(type.element), entry));
  }
  const variants = variantsOf(type);
  const object = variants ? variantOf(variants, data)?.knobs : type;
  if (!(object instanceof z.ZodObject) || typeof data !== "object" || data === null) return data;
  const knobs = Object.entries(object.shape).map(([key, inner]) => [
    key,
    withDefaults(asType(inner), valueAt(data, [key])),
  ]);
  return { ...data, ...Object.fromEntries(knobs) };
}
