import type { PlatformSettings } from "../schema/environment";
import type { Knob, RuleProblem } from "./knob/knob";
import { rangeRules } from "./knob/range";

/** Checks the knobs of hosts against one another. */
export function computeRules(environment: Knob<PlatformSettings>): RuleProblem[] {
  return rangeRules(environment.at("compute").at("hosts").at("app"), 1);
}
