import type { Knob, RuleProblem } from "./knob";

/** The limits of a number that is scaled automatically. */
interface Range {
  readonly minimum: number;
  readonly maximum: number;
}

/**
 * Returns a problem when the minimum is more than the maximum.
 *
 * @param least the least that the schema allows as minimum
 */
export function rangeRules<T extends Range>(range: Knob<T>, least: number): RuleProblem[] {
  const minimum = range.at("minimum");
  const maximum = range.at("maximum").value;
  if (minimum.value === undefined || maximum === undefined || minimum.value <= maximum) return [];
  const remedy = `Write a whole number from ${least} to ${maximum}, or raise the maximum.`;
  return [minimum.problem(`is more than the maximum (${maximum})`, remedy)];
}
