import { readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { UserError } from "../command/user-error";

const PAUSE_MILLISECONDS = 20;
/** Publishing takes a fraction of a second, so whoever holds a lock for this long does not work any more. */
const PATIENCE_MILLISECONDS = 60_000;

/**
 * Runs `act` while no other process runs one for the same folder. A process that has been killed holds nothing: the lock
 * names it, and the next one sees that it is gone.
 *
 * @param folder absolute; the lock is a file beside it
 * @throws {UserError} when another process holds the lock for a minute
 * @throws what `act` throws
 */
export async function withFolderLock(folder: string, act: () => void): Promise<void> {
  const lock = path.join(path.dirname(folder), `.${path.basename(folder)}.lock`);
  const deadline = Date.now() + PATIENCE_MILLISECONDS;
  while (!acquired(lock)) {
    if (Date.now() > deadline) {
      throw new UserError(`${lock}: another process writes to ${folder}. If there is none, remove this file.`);
    }
    await setTimeout(PAUSE_MILLISECONDS);
  }
  try {
    act();
  } finally {
    rmSync(lock, { force: true });
  }
}

function acquired(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (!isCode(error, "EEXIST")) throw error;
    if (isAbandoned(lock)) rmSync(lock, { force: true });
    return false;
  }
}

/** Whether the process that a lock names has ended. A lock that is just being written names none yet. */
function isAbandoned(lock: string): boolean {
  try {
    const holder = Number(readFileSync(lock, "utf8"));
    if (holder > 0) process.kill(holder, 0);
    return false;
  } catch (error) {
    return isCode(error, "ESRCH");
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
