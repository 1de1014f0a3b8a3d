import { readFileSync } from "node:fs";
import path from "node:path";
import type { ObjectValue } from "../values/value";
import type { Diagnostic } from "./answer";

const FILE = "schemas/alicloud-behaviour.json";

/** What a provider does with a type beyond its schema. */
export interface TypeBehaviour {
  /** Attributes that cannot be changed in place. */
  readonly forceNew?: readonly string[];
  /** Attributes that take only certain strings. */
  readonly oneOf?: Readonly<Record<string, readonly string[]>>;
}

/** How aliyun/alicloud behaves, per type; read from its own code by `tools/bindings/behaviour/`. */
export function readBehaviour(root: string): Readonly<Record<string, TypeBehaviour>> {
  return JSON.parse(readFileSync(path.join(root, FILE), "utf8"));
}

/** An error for each attribute whose value is not among the allowed ones. A value that is not known yet is no error. */
export function validateConfig({ oneOf = {} }: TypeBehaviour, config: ObjectValue): Diagnostic[] {
  return Object.entries(oneOf).flatMap(([attribute, allowed]) => {
    const value = config[attribute];
    if (typeof value !== "string" || allowed.includes(value)) return [];
    const detail = `expected ${attribute} to be one of ${allowed.join(", ")}, got ${value}`;
    return [{ severity: "ERROR" as const, summary: `invalid ${attribute}`, detail, attribute }];
  });
}
