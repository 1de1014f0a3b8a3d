import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";

/** How often a process that waits looks again. */
const PAUSE_MILLISECONDS = 20;

/**
 * Runs a function while no other process runs one with the same lock. A lock that a killed process has left behind does not
 * count. The function must not pause, so that a signal cannot end the process while it has the lock.
 *
 * @param file the lock's own file, which exists only while somebody has the lock
 */
export async function withLock(file: string, run: () => void): Promise<void> {
  while (!take(file)) {
    if (isAbandoned(file)) rmSync(file, { force: true });
    else await setTimeout(PAUSE_MILLISECONDS);
  }
  try {
    run();
  } finally {
    rmSync(file, { force: true });
  }
}

function take(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

/** Whether the process that has the lock is gone. One that has just been taken may not say whose it is yet. */
function isAbandoned(file: string): boolean {
  try {
    const owner = Number(readFileSync(file, "utf8"));
    if (owner === 0) return false;
    process.kill(owner, 0);
    return false;
  } catch (error) {
    // Another user's process is there, but may not be asked (EPERM).
    return codeOf(error) === "ESRCH";
  }
}

function codeOf(error: unknown): unknown {
  return typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
}
