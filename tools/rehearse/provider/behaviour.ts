import type { ObjectValue } from "../values/value";
import type { Diagnostic } from "./provider";

/** What a provider does with a type beyond its schema. */
export interface TypeBehaviour {
  /** Attributes that cannot be changed in place. */
  readonly forceNew?: readonly string[];
  /** Attributes that take only certain strings. */
  readonly oneOf?: Readonly<Record<string, readonly string[]>>;
}

/** The enumerations that a configuration breaks. A value that is not known yet breaks none. */
export function validateConfig({ oneOf = {} }: TypeBehaviour, config: ObjectValue): Diagnostic[] {
  return Object.entries(oneOf).flatMap(([attribute, allowed]) => {
    const value = config[attribute];
    if (typeof value !== "string" || allowed.includes(value)) return [];
    const detail = `expected ${attribute} to be one of ${allowed.join(", ")}, got ${value}`;
    return [{ severity: "ERROR" as const, summary: `invalid ${attribute}`, detail, attribute }];
  });
}
