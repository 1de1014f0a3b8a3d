import { z } from "zod";
import { knobDocs } from "./knob";
import { asType, schemaAt, unwrap, type Variants, variantsOf } from "./schema-at";

/** A documented knob and where an environment writes it. */
export interface ListedKnob {
  /** The knob's path, such as `network.vSwitches.public[].zone`; `[]` stands for each entry of a list. */
  readonly path: string;
  readonly schema: z.ZodType;
  /** The condition under which it exists, if another knob decides that, such as "required where store is kms". */
  readonly presence?: string;
}

/** Lists every documented knob of a schema in the schema's order: a group comes before its knobs. */
export function listKnobs(schema: z.ZodType, path = "", presence?: string): ListedKnob[] {
  const own = knobDocs(schema) ? [{ path, schema, presence }] : [];
  return [...own, ...inside(schema, path)];
}

function inside(schema: z.ZodType, path: string): ListedKnob[] {
  const type = unwrap(schema);
  const below = (key: string) => (path === "" ? key : `${path}.${key}`);
  if (type instanceof z.ZodArray) return listKnobs(asType(type.element), `${path}[]`);
  if (type instanceof z.ZodObject) {
    return Object.entries(type.shape).flatMap(([key, member]) => listKnobs(asType(member), below(key)));
  }
  const variants = variantsOf(type);
  if (variants === undefined) return [];
  const keys = new Set(variants.options.flatMap(({ knobs }) => Object.keys(knobs.shape)));
  return [...keys].flatMap((key) => {
    const member = schemaAt(type, [key]);
    return member ? listKnobs(member, below(key), presenceOf(variants, key)) : [];
  });
}

/** Says which variants have a knob, and which may leave it out; nothing when all variants treat it alike. */
function presenceOf({ discriminator, options }: Variants, key: string): string | undefined {
  if (key === discriminator) return undefined;
  const members = options.map(({ knobs }) => knobs.shape[key]);
  if (new Set(members).size === 1) return undefined;
  return options
    .flatMap(({ value, knobs }) => {
      const member = knobs.shape[key];
      if (member === undefined) return [];
      const isOptional = asType(member).safeParse(undefined).success;
      return [`${isOptional ? "optional" : "required"} where ${discriminator} is ${String(value)}`];
    })
    .join(", ");
}
