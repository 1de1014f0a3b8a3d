/** The time of the tests' clock, 2026-12-01. jest.config.mjs sets it for the programs that tests start, too. */
export const NOW = new Date(Number(process.env.SOURCE_DATE_EPOCH) * 1000);
