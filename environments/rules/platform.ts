import type { PlatformSettings } from "../schema/environment";
import { clusterRules } from "./cluster";
import { computeRules } from "./compute";
import { dataRules } from "./data";
import { edgeRules } from "./edge";
import type { Knob, RuleProblem } from "./knob/knob";
import { networkRules } from "./network";

/**
 * Checks the knobs of a platform environment against one another.
 *
 * @param now the time at which the environment is used: a schedule has an end
 */
export function platformRules(environment: Knob<PlatformSettings>, now: Date): RuleProblem[] {
  return [
    ...networkRules(environment),
    ...dataRules(environment),
    ...computeRules(environment, now),
    ...edgeRules(environment),
    ...clusterRules(environment),
  ];
}
