import { entries, type Path, type RuleProblem, unique, type Valid } from "./placed";

const APP = ["compute", "hosts", "app"];
const SCHEDULE = [...APP, "schedule"];
/** Auto Scaling refuses a recurrence that ends later. */
const LONGEST_SCHEDULE_DAYS = 365;
const DAY_MILLISECONDS = 86_400_000;

/**
 * What holds between the knobs of hosts.
 *
 * @param now the time at which the environment is used
 */
export function computeRules(valid: Valid, now: Date): RuleProblem[] {
  return [
    ...rangeRules(valid, APP),
    ...(["app", "worker", "search", "bastion"] as const).flatMap((kind) =>
      unique(entries<string>(valid, ["compute", "hosts", kind, "instanceTypes"]), "Remove one of the two."),
    ),
    ...endRules(valid, now),
  ];
}

/** Days until the schedule's last day is over, counted by the day; negative once it is. */
export function daysLeft(endsOn: string, now: Date): number {
  return Math.floor((Date.parse(`${endsOn}T23:59:59Z`) - now.getTime()) / DAY_MILLISECONDS);
}

function rangeRules(valid: Valid, path: Path): RuleProblem[] {
  const minimum = valid<number>([...path, "minimum"]);
  const maximum = valid<number>([...path, "maximum"]);
  if (minimum === undefined || maximum === undefined || minimum <= maximum) return [];
  const remedy = `Write a whole number from 1 to ${maximum}, or raise the maximum.`;
  return [{ path: [...path, "minimum"], message: `is more than the maximum (${maximum})`, remedy }];
}

function endRules(valid: Valid, now: Date): RuleProblem[] {
  const path = [...SCHEDULE, "endsOn"];
  const endsOn = valid<string>(path);
  if (endsOn === undefined) return [];
  const left = daysLeft(endsOn, now);
  const latest = new Date(now.getTime() + LONGEST_SCHEDULE_DAYS * DAY_MILLISECONDS).toISOString().slice(0, 10);
  const remedy = `Write a date from today to ${latest}, and deploy.`;
  if (left < 0) return [{ path, message: "has passed: the schedule no longer runs", remedy }];
  if (left >= LONGEST_SCHEDULE_DAYS) {
    return [{ path, message: `is more than ${LONGEST_SCHEDULE_DAYS} days ahead, which Auto Scaling refuses`, remedy }];
  }
  return [];
}
