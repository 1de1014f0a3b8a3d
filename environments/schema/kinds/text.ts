import { z } from "zod";
import { inWords } from "../knob/limits";

/**
 * Text of a pattern.
 *
 * @param what it is then, such as "the id of a VPC"
 * @param message what is wrong with other text, as the end of the sentence "it …"
 */
export function text(pattern: RegExp, what: string, message = `is not ${what}`): z.ZodString {
  return inWords(z.string().regex(pattern, message), what);
}
