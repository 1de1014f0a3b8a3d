import type { Knob, RuleProblem } from "./knob";

/** What grows and shrinks by itself between two limits. */
interface Limits {
  readonly minimum: number;
  readonly maximum: number;
}

/**
 * A problem when the least is more than the most.
 *
 * @param least the least that the schema allows as minimum
 */
export function limitRules<T extends Limits>(limits: Knob<T>, least: number): RuleProblem[] {
  const minimum = limits.at("minimum");
  const maximum = limits.at("maximum").value;
  if (minimum.value === undefined || maximum === undefined || minimum.value <= maximum) return [];
  const remedy = `Write a whole number from ${least} to ${maximum}, or raise the maximum.`;
  return [minimum.problem(`is more than the maximum (${maximum})`, remedy)];
}
