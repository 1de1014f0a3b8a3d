import type { RuleProblem } from "./knob/knob";

/** A problem between services, and the service that has it. */
export interface ServiceProblem extends RuleProblem {
  readonly service: string;
}
