import type { Environment } from "../schema/environment";
import { daysLeft } from "./schedule-end";

/** The number of days before a date from which the team is warned. */
const WARNING_DAYS = 30;

/** Warns, a sentence each, of what stops working soon unless somebody changes a date. Past dates are errors instead. */
export function expiryWarnings(environments: readonly Environment[], now: Date): string[] {
  return environments.flatMap((environment) => {
    const schedule = environment.kind === "platform" ? environment.compute.hosts.app.schedule : undefined;
    if (schedule === undefined) return [];
    const left = daysLeft(schedule.endsOn, now);
    if (left > WARNING_DAYS) return [];
    const place = `environments/${environment.name}.ts: compute.hosts.app.schedule.endsOn`;
    const days = left === 1 ? "1 day" : `${left} days`;
    return [`${place}: the scaling schedule ends on ${schedule.endsOn}, in ${days}; write a later date and deploy.`];
  });
}
