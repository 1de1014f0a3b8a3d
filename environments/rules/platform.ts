import type { PlatformSettings } from "../schema/environment";
import { clusterRules } from "./cluster";
import { computeRules } from "./compute";
import { dataRules } from "./data";
import { edgeRules } from "./edge";
import type { Knob, RuleProblem } from "./knob/knob";
import { networkRules } from "./network";

/** Checks the knobs of a platform environment against one another. */
export function platformRules(environment: Knob<PlatformSettings>): RuleProblem[] {
  return [
    ...networkRules(environment),
    ...dataRules(environment),
    ...computeRules(environment),
    ...edgeRules(environment),
    ...clusterRules(environment),
  ];
}
