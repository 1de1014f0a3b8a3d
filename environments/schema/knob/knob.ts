import { z } from "zod";

/** The documentation of a knob for people who set it. It is kept with the knob's type, for error messages and the docs. */
export interface KnobDocs {
  /** The meaning of the value. */
  readonly what: string;
  /** The unit, for a number. */
  readonly unit?: string;
  /** The reason for the default, or for a value that differs from one environment to the next. */
  readonly reason: string;
  /** The advice for a wrong value, where the type's own limits are not enough. */
  readonly remedy?: string;
  /** One more sentence for people who correct the value; it comes after the remedy. */
  readonly advice?: string;
}

const documentation = z.registry<KnobDocs>();

/** Makes a knob, a value of an environment, out of its type and its documentation. */
export function knob<T extends z.ZodType>(schema: T, docs: KnobDocs): T {
  documentation.add(schema, docs);
  return schema;
}

/** Returns the documentation of a schema that {@link knob} made. */
export function knobDocs(schema: z.ZodType): KnobDocs | undefined {
  return documentation.get(schema);
}
