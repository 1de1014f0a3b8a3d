import { z } from "zod";
import { knob, knobDocs } from "./knob";
import { type Path, valueAt } from "./value-at";

/** Returns the type behind `.default()` and `.optional()`. */
export function unwrap(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodOptional) {
    return unwrap(asType(schema.unwrap()));
  }
  return schema;
}

/** The variants of a group of knobs. One knob, the discriminator, decides which others there are. */
export interface Variants {
  readonly discriminator: string;
  /** The discriminator's values, each with the knobs that exist with it. */
  readonly options: readonly { readonly value: unknown; readonly knobs: z.ZodObject }[];
}

/** Returns the variants of a schema; `undefined` for one that is not a discriminated union. */
export function variantsOf(schema: z.ZodType): Variants | undefined {
  const type = unwrap(schema);
  if (!(type instanceof z.ZodDiscriminatedUnion)) return undefined;
  const { discriminator } = type.def;
  const options = type.options.flatMap((knobs) => {
    if (!(knobs instanceof z.ZodObject)) return [];
    const literal = unwrap(asType(knobs.shape[discriminator]));
    return literal instanceof z.ZodLiteral ? [{ value: literal.value, knobs }] : [];
  });
  return { discriminator, options };
}

/** Returns the variant that `data` belongs to, by its discriminator or the discriminator's default. */
export function variantOf(
  { discriminator, options }: Variants,
  data: unknown,
): Variants["options"][number] | undefined {
  const value = valueAt(data, [discriminator]);
  return options.find(({ knobs }) => asType(knobs.shape[discriminator]).safeParse(value).success);
}

/**
 * Returns the schema at `path` below `schema`, through objects, lists, variants, defaults and optional values.
 *
 * @param data decides between variants; without it, the schema takes what any of them takes
 */
export function schemaAt(schema: z.ZodType, path: Path, data?: unknown): z.ZodType | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return schema;
  const inner = childAt(schema, step, data);
  return inner && schemaAt(inner, rest, valueAt(data, [step]));
}

/** Returns the names of the knobs in a group; `data` decides between variants. */
export function keysOf(schema: z.ZodType, data: unknown): string[] {
  const type = unwrap(schema);
  const variants = variantsOf(type);
  const group = variants ? variantOf(variants, data)?.knobs : type;
  return group instanceof z.ZodObject ? Object.keys(group.shape) : [];
}

function childAt(schema: z.ZodType, step: PropertyKey, data: unknown): z.ZodType | undefined {
  const type = unwrap(schema);
  if (type instanceof z.ZodArray) return asType(type.element);
  if (type instanceof z.ZodObject) return member(type, step);
  const variants = variantsOf(type);
  if (variants === undefined) return undefined;
  const isOpen = data === undefined || step === variants.discriminator;
  const chosen = isOpen ? undefined : variantOf(variants, data);
  const objects = chosen ? [chosen.knobs] : variants.options.map(({ knobs }) => knobs);
  const members = objects.flatMap((object) => member(object, step) ?? []);
  const [first, ...others] = [...new Set(members)];
  if (first === undefined || others.length === 0) return first;
  const any = z.union([first, ...others]);
  const docs = knobDocs(first);
  return docs ? knob(any, docs) : any;
}

function member(object: z.ZodObject, step: PropertyKey): z.ZodType | undefined {
  return Object.hasOwn(object.shape, step) ? asType(object.shape[String(step)]) : undefined;
}

/** Narrows a type inside another, which zod types too loosely. @throws for anything else, which no schema holds */
export function asType(inner: unknown): z.ZodType {
  if (inner instanceof z.ZodType) return inner;
  throw new Error("a schema holds something that is no schema");
}
