import { setTimeout } from "node:timers/promises";

const PATIENCE = 60_000;

/** Waits until something is so. @throws after a minute */
export async function until(isSo: () => Promise<boolean>, what: string): Promise<void> {
  const deadline = Date.now() + PATIENCE;
  while (!(await isSo().catch(() => false))) {
    if (Date.now() > deadline) throw new Error(`after ${PATIENCE / 1000} s still not: ${what}`);
    await setTimeout(50);
  }
}
