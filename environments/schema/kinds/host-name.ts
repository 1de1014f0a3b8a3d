import type { z } from "zod";
import { text } from "./text";

const LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";

/**
 * A whole host name, in lower case.
 *
 * @param what it is, such as "a domain name"
 */
export function hostName(what = "a host name"): z.ZodString {
  return text(new RegExp(`^(${LABEL}\\.)+[a-z]{2,63}$`), what);
}

/** One label of a host name: what is between two dots. */
export function hostLabel(): z.ZodString {
  const words = "one label of a host name: up to 63 lower-case letters, digits and inner hyphens";
  return text(new RegExp(`^${LABEL}$`), words, "is not one label of a host name");
}
