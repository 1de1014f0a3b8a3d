import { z } from "zod";
import { knobDocs } from "./knob";
import { acceptedValues, entriesInWords, limitsInWords } from "./limits";
import { unwrap } from "./schema-at";

/** Says what to write when a knob's value is wrong: the knob's own remedy, or else its limits. */
export function remedyOf(schema: z.ZodType): string {
  const { remedy = limitsRemedy(schema), advice } = knobDocs(schema) ?? {};
  const choice = schema instanceof z.ZodOptional ? remedy.replace(/\.$/, ", or leave it out.") : remedy;
  return advice === undefined ? choice : `${choice} ${advice}`;
}

function limitsRemedy(schema: z.ZodType): string {
  const type = unwrap(schema);
  const words = limitsInWords(type);
  if (type instanceof z.ZodArray) return `List ${entriesInWords(type)}.`;
  if (type instanceof z.ZodObject || type instanceof z.ZodDiscriminatedUnion) return "Write an object with its knobs.";
  const isChoice = acceptedValues(type)?.some((value) => typeof value !== "boolean");
  return `${isChoice ? "Choose" : "Write"} ${words}.`;
}
