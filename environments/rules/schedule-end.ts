const DAY_MILLISECONDS = 86_400_000;

/** Returns the days from today to a schedule's last day; negative once that day has passed. */
export function daysLeft(endsOn: string, now: Date): number {
  return Math.floor((Date.parse(`${endsOn}T23:59:59Z`) - now.getTime()) / DAY_MILLISECONDS);
}

/** Returns the day that is a number of days after `now`, such as `2027-11-15`. */
export function dayAfter(now: Date, days: number): string {
  return new Date(now.getTime() + days * DAY_MILLISECONDS).toISOString().slice(0, 10);
}
