/** Start and end on the hour or half hour, as RDS and Redis write them: `19:00Z-20:00Z`. */
const WINDOW = /^([01]\d|2[0-3]):[03]0Z-([01]\d|2[0-3]):[03]0Z$/;

/**
 * Finds what is wrong with daily windows in UTC.
 *
 * @param windows values of props, by the props' names
 * @returns one sentence per problem, with value and remedy
 */
export function utcWindowProblems(windows: Readonly<Record<string, string>>): string[] {
  return Object.entries(windows)
    .filter(([, window]) => !WINDOW.test(window))
    .map(([name, window]) => `${name}: "${window}" is not a time window in UTC: write one such as 19:00Z-20:00Z`);
}
