import { formatPath } from "../problem";
import type { Knob, RuleProblem } from "./knob";

/** Returns a problem for each knob that repeats the value of an earlier one. Invalid and absent knobs are left alone. */
export function unique<T extends string | number | undefined>(
  knobs: readonly Knob<T>[],
  remedy: string,
): RuleProblem[] {
  const valid = knobs.filter(({ value }) => value !== undefined);
  return valid.flatMap((knob, index) => {
    const twin = valid.slice(0, index).find(({ value }) => value === knob.value);
    return twin ? [knob.problem(`is the same as ${formatPath(twin.path)}`, remedy)] : [];
  });
}
