import type { Problem } from "../rules/problem";

const VARIABLE = "SOURCE_DATE_EPOCH";

/** The time at which environments are used, and the problems of the variable that gives it. */
export interface Clock {
  readonly now: Date;
  readonly problems: readonly Problem[];
}

/**
 * Reads the time: the machine's, or that of SOURCE_DATE_EPOCH (seconds since 1970, https://reproducible-builds.org),
 * which makes every check of a date repeatable.
 */
export function readClock(variables: NodeJS.ProcessEnv): Clock {
  const value = variables[VARIABLE];
  if (value === undefined || value === "") return { now: new Date(), problems: [] };
  if (/^[0-9]{1,11}$/.test(value)) return { now: new Date(Number(value) * 1000), problems: [] };
  const remedy = "Unset it, or write whole seconds since 1970, as `date +%s` prints them.";
  const message = "is not a time in seconds";
  return { now: new Date(), problems: [{ source: VARIABLE, path: "", value, message, remedy }] };
}
