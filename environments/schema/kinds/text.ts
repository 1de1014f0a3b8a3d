import { z } from "zod";
import { inWords } from "../knob/limits";

/**
 * A text that matches a pattern.
 *
 * @param what a text is that matches, such as "the id of a VPC"
 * @param message what is wrong with other text, as the end of the sentence "it …"
 */
export function text(pattern: RegExp, what: string, message = `is not ${what}`): z.ZodString {
  return inWords(z.string().regex(pattern, message), what);
}
