import { z } from "zod";

/** What a person needs to know to set a knob. It is kept beside the knob's type, for error messages and the docs. */
export interface KnobDocs {
  /** What the value means. */
  readonly what: string;
  /** The unit, for a number. */
  readonly unit?: string;
  /** Why the default is what it is, or why the value differs from one environment to the next. */
  readonly reason: string;
  /** What to write when the value is wrong, where that is more than the type's own limits. */
  readonly remedy?: string;
  /** What else there is to know for whoever mends the value: a sentence after the remedy. */
  readonly advice?: string;
}

const documentation = z.registry<KnobDocs>();

/** A value of an environment, with its documentation. */
export function knob<T extends z.ZodType>(schema: T, docs: KnobDocs): T {
  documentation.add(schema, docs);
  return schema;
}

/** The documentation of a schema that {@link knob} made. */
export function knobDocs(schema: z.ZodType): KnobDocs | undefined {
  return documentation.get(schema);
}
