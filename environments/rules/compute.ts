import type { HostSchedule } from "../schema/compute";
import type { PlatformSettings } from "../schema/environment";
import type { Knob, RuleProblem } from "./knob/knob";
import { rangeRules } from "./knob/range";
import { dayAfter, daysLeft } from "./schedule-end";

type Schedule = Knob<HostSchedule | undefined>;

/** The longest time that Auto Scaling accepts from now to the end of a recurrence. */
const LONGEST_SCHEDULE_DAYS = 365;

/**
 * Checks the knobs of hosts against one another and the date.
 *
 * @param now the time at which the environment is used
 */
export function computeRules(environment: Knob<PlatformSettings>, now: Date): RuleProblem[] {
  const app = environment.at("compute").at("hosts").at("app");
  return [...rangeRules(app, 1), ...endRules(app.at("schedule"), now)];
}

function endRules(schedule: Schedule, now: Date): RuleProblem[] {
  const endsOn = schedule.at("endsOn");
  if (endsOn.value === undefined) return [];
  const left = daysLeft(endsOn.value, now);
  const remedy = `Write a date from today to ${dayAfter(now, LONGEST_SCHEDULE_DAYS)}, and deploy.`;
  if (left < 0) return [endsOn.problem("has passed: the schedule no longer runs", remedy)];
  if (left < LONGEST_SCHEDULE_DAYS) return [];
  const message = `is more than ${LONGEST_SCHEDULE_DAYS} days ahead, which Auto Scaling refuses`;
  return [endsOn.problem(message, remedy)];
}
