import { readFileSync } from "node:fs";
import path from "node:path";

const FILE = "schemas/alicloud-behaviour.json";

/**
 * What a provider does with a type beyond its schema. A path of an attribute in blocks has dots, such as
 * `system_disk.category`; it is the same for every element of a list or set.
 */
export interface TypeBehaviour {
  /** Paths that cannot be changed in place. */
  readonly forceNew?: readonly string[];
  /** Paths that take only certain values; numbers are written as text. */
  readonly oneOf?: Readonly<Record<string, readonly string[]>>;
  /** How many elements lists and sets take, such as `items 0..1`; a greatest number of 0 is no limit. */
  readonly range?: Readonly<Record<string, string>>;
  /** What the provider's own check says of a value that is surely wrong. */
  readonly rule?: Readonly<Record<string, string>>;
  /** What paths are when a configuration says nothing. */
  readonly default?: Readonly<Record<string, string | number | boolean>>;
  /** Paths that exclude each other. */
  readonly conflictsWith?: Readonly<Record<string, readonly string[]>>;
  readonly exactlyOneOf?: Readonly<Record<string, readonly string[]>>;
  readonly atLeastOneOf?: Readonly<Record<string, readonly string[]>>;
  /** Optional paths that the provider does not decide. An optional block that is not among them is the service's. */
  readonly optionalNotComputed?: readonly string[];
  /** Paths of which the provider takes some differences for none. */
  readonly diffSuppressed?: readonly string[];
  /** Optional attributes that the provider does not decide, and that its Read takes from the service. */
  readonly readBack?: readonly string[];
  /** Codes of refusals after which the provider's Create tries again. */
  readonly retriedOnCreate?: readonly string[];
}

/** How aliyun/alicloud behaves, per type; read from its own code by `tools/bindings/behaviour/`. */
export function readBehaviour(root: string): Readonly<Record<string, TypeBehaviour>> {
  return JSON.parse(readFileSync(path.join(root, FILE), "utf8"));
}
