import type { ObjectValue } from "../values/value";

/**
 * What a provider does with a type whose resources exist in Terraform's state alone. No cloud holds them, so nothing can be
 * lost, taken or imported by an id.
 */
export interface LocalType {
  /** Attributes that cannot be changed in place. */
  readonly forceNew: readonly string[];
  /** A new resource, complete. */
  create(planned: ObjectValue, now: Date): ObjectValue;
  /** A resource as a plan shows it after an update. */
  planUpdate(prior: ObjectValue, planned: ObjectValue): ObjectValue;
  /** Whether a refresh takes the resource out of the state, so that the next plan makes a new one. */
  isOver(state: ObjectValue, now: Date): boolean;
}
