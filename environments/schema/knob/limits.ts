import { z } from "zod";
import { knobDocs } from "./knob";
import { asType, unwrap } from "./schema-at";

const phrases = z.registry<{ readonly words: string }>();

/** Gives a type its limits in words, such as "the id of a VPC". */
export function inWords<T extends z.ZodType>(schema: T, words: string): T {
  phrases.add(schema, { words });
  return schema;
}

/** Describes the values that a type takes: "a whole number from 1 to 500", "one of a, b or c". */
export function limitsInWords(schema: z.ZodType): string {
  const type = unwrap(schema);
  const words = phrases.get(type)?.words;
  if (words !== undefined) return words;
  const values = acceptedValues(type);
  if (values !== undefined) return valuesInWords(values);
  if (type instanceof z.ZodNumber) return numberInWords(type);
  if (type instanceof z.ZodArray) return `a list of ${entriesInWords(type)}`;
  if (type instanceof z.ZodObject) return groupInWords(type);
  // The knob exists in several variants, and is optional in some of them.
  if (type instanceof z.ZodUnion && !(type instanceof z.ZodDiscriminatedUnion))
    return limitsInWords(asType(type.options[0]));
  return "text";
}

function groupInWords(type: z.ZodObject): string {
  const members = Object.entries(type.shape);
  if (members.some(([, member]) => knobDocs(asType(member)))) return "a group of knobs";
  const names = members.map(([name]) => name);
  return `an object with ${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

/** Returns all values that a type takes; `undefined` when it takes more than can be listed. */
export function acceptedValues(schema: z.ZodType): readonly unknown[] | undefined {
  const type = unwrap(schema);
  if (type instanceof z.ZodBoolean) return [true, false];
  if (type instanceof z.ZodEnum) return type.options;
  if (type instanceof z.ZodLiteral) return [...type.values];
  // A discriminator takes every value that it has in one of the variants.
  if (!(type instanceof z.ZodUnion) || type instanceof z.ZodDiscriminatedUnion) return undefined;
  const values = type.options.map((option) => acceptedValues(asType(option)));
  return values.includes(undefined) ? undefined : values.flatMap((some) => some ?? []);
}

/** Returns the least, the most and the step of a number; `undefined` where it has none. */
export function numberLimits(type: z.ZodNumber): { minimum?: number; maximum?: number; multipleOf?: number } {
  const { minimum, maximum, multipleOf } = z.toJSONSchema(type);
  return {
    minimum: minimum === Number.MIN_SAFE_INTEGER ? undefined : minimum,
    maximum: maximum === Number.MAX_SAFE_INTEGER ? undefined : maximum,
    multipleOf,
  };
}

/** Describes the entries of a list: how many there are, and what each is. */
export function entriesInWords(list: z.ZodArray): string {
  const { minItems, maxItems } = z.toJSONSchema(list, { unrepresentable: "any" });
  const entry = limitsInWords(asType(list.element));
  return `${rangeInWords(minItems, maxItems, "entry", "entries")}, each ${entry}`;
}

function numberInWords(type: z.ZodNumber): string {
  const { minimum, maximum, multipleOf } = numberLimits(type);
  const number = multipleOf === undefined ? "a whole number" : `a multiple of ${multipleOf}`;
  if (minimum !== undefined && maximum !== undefined) return `${number} from ${minimum} to ${maximum}`;
  if (minimum !== undefined) return `${number}, ${minimum} or more`;
  return maximum === undefined ? number : `${number}, ${maximum} or less`;
}

function rangeInWords(least: number | undefined, most: number | undefined, one: string, many: string): string {
  if (least && most) return least === most ? `${least} ${many}` : `${least} to ${most} ${many}`;
  if (least) return `at least ${least} ${least === 1 ? one : many}`;
  return most ? `at most ${most} ${most === 1 ? one : many}` : many;
}

function valuesInWords(values: readonly unknown[]): string {
  if (values.length === 1) return String(values[0]);
  if (values.every((value) => typeof value === "boolean")) return "true or false";
  return `${values.length > 2 ? "one of " : ""}${alternatives(values)}`;
}

/** Joins values to a text such as "a, b or c". */
export function alternatives(values: readonly unknown[]): string {
  const words = values.map(String);
  return [words.slice(0, -1).join(", "), words.at(-1)].filter((part) => part !== "").join(" or ");
}
