import { z } from "zod";
import { cidrProblem } from "./cidr";

/** What a person needs to know to set a knob. Kept beside the knob's type, shown in error messages and in the docs. */
export interface KnobDocs {
  /** What the value means. */
  readonly what: string;
  /** The unit, for a number. */
  readonly unit?: string;
  /** Why the default is what it is, or why the value differs from one environment to the next. */
  readonly reason: string;
  /** What to write when the value is wrong. */
  readonly remedy: string;
}

const documentation = z.registry<KnobDocs>();

/** A value of an environment, with its documentation. */
export function knob<T extends z.ZodType>(schema: T, docs: KnobDocs): T {
  documentation.add(schema, docs);
  return schema;
}

/** The documentation of a schema that {@link knob} made, also behind `.default()` and `.optional()`. */
export function knobDocs(schema: z.ZodType): KnobDocs | undefined {
  return documentation.get(schema);
}

/** An IPv4 block in CIDR notation, without host bits. */
export function cidr(): z.ZodString {
  return z.string().refine((text) => cidrProblem(text) === undefined, {
    error: (issue) => cidrProblem(String(issue.input)) ?? "",
  });
}

/** The schema at `path` below `schema`, through objects, arrays, defaults and optional values. */
export function schemaAt(schema: z.ZodType, path: readonly PropertyKey[]): z.ZodType | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return schema;
  const inner = unwrap(schema);
  if (inner instanceof z.ZodObject) {
    const child = inner.shape[String(step)];
    return child && schemaAt(child as z.ZodType, rest);
  }
  if (inner instanceof z.ZodArray) return schemaAt(inner.element as z.ZodType, rest);
  return undefined;
}

/** The type behind `.default()` and `.optional()`. */
export function unwrap(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodOptional) {
    return unwrap(schema.unwrap() as z.ZodType);
  }
  return schema;
}
