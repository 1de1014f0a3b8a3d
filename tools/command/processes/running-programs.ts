import type { ChildProcess } from "node:child_process";

/** Programs that this process has started and that still run, each with a promise of its end. */
const running = new Map<ChildProcess, Promise<unknown>>();
let isEnding = false;

/** Keeps a program in the list until it has ended. The program has to lead its own process group. */
export async function whileListed<T>(program: ChildProcess, ended: Promise<T>): Promise<T> {
  if (running.size === 0) process.once("exit", killPrograms);
  running.set(program, ended);
  try {
    return await ended;
  } finally {
    running.delete(program);
    if (running.size === 0) process.removeListener("exit", killPrograms);
  }
}

/** Whether {@link endPrograms} was called: programs that end from then on have not failed. */
export function programsAreEnding(): boolean {
  return isEnding;
}

/** Asks every running program, and what it has started, to end (SIGTERM), and waits until they have. */
export async function endPrograms(): Promise<void> {
  isEnding = true;
  signalPrograms("SIGTERM");
  await Promise.allSettled(running.values());
}

/** Kills every running program, and what it has started. */
export function killPrograms(): void {
  signalPrograms("SIGKILL");
}

function signalPrograms(signal: NodeJS.Signals): void {
  for (const { pid } of running.keys()) {
    try {
      // A negative number means the group.
      if (pid !== undefined) process.kill(-pid, signal);
    } catch {
      // It has just ended by itself.
    }
  }
}
