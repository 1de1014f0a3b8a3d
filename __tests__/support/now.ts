/** The suite's clock, as jest.config.mjs sets it for the programs that tests start too: 2026-12-01. */
export const NOW = new Date(Number(process.env.SOURCE_DATE_EPOCH) * 1000);
