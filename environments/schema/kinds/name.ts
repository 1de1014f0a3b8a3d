import type { z } from "zod";
import { alternatives } from "../knob/limits";
import { text } from "./text";

const CLASSES = {
  letters: "A-Za-z",
  "lower-case letters": "a-z",
  digits: "0-9",
  dots: ".",
  hyphens: "\\-",
  underscores: "_",
} as const;

/** The limits of a name: its length and its characters. */
export interface NameLimits {
  readonly least: number;
  readonly most: number;
  readonly characters: readonly (keyof typeof CLASSES)[];
  /** The kinds of character that it may begin with. @default "a letter" */
  readonly first?: "a letter" | "a letter or a digit" | "any of them";
}

/** A name within these limits. */
export function name({ least, most, characters, first = "a letter" }: NameLimits): z.ZodString {
  const all = characters.map((characterClass) => CLASSES[characterClass]).join("");
  const letters = characters.includes("letters") ? CLASSES.letters : CLASSES["lower-case letters"];
  const begin = { "a letter": letters, "a letter or a digit": letters + CLASSES.digits, "any of them": all }[first];
  const pattern = new RegExp(`^[${begin}][${all}]{${least - 1},${most - 1}}$`);
  const beginning = first === "any of them" ? "" : `, ${first} first`;
  const message = `is not ${least} to ${most} ${characters.slice(0, -1).join(", ")} and ${characters.at(-1)}`;
  return text(pattern, `${least} to ${most} ${alternatives(characters)}${beginning}`, message);
}
