import type { ChildProcess } from "node:child_process";

/** Programs that this process has started and that still run, each with a promise of its end. */
const running = new Map<ChildProcess, Promise<unknown>>();
/** Those of them that handle Ctrl-C themselves, and have not been told of the second one yet. */
const patient = new Set<ChildProcess>();
let isEnding = false;

/**
 * Keeps a program in the list until it has ended. The program has to lead its own process group.
 *
 * @param handlesInterruption whether the second Ctrl-C is passed on to it as well, and only the third kills it
 */
export async function whileListed<T>(
  program: ChildProcess,
  ended: Promise<T>,
  handlesInterruption = false,
): Promise<T> {
  if (running.size === 0) process.once("exit", killPrograms);
  running.set(program, ended);
  if (handlesInterruption) patient.add(program);
  try {
    return await ended;
  } finally {
    running.delete(program);
    patient.delete(program);
    if (running.size === 0) process.removeListener("exit", killPrograms);
  }
}

/**
 * Passes the second Ctrl-C on to the programs that handle it themselves, once.
 *
 * @returns whether there were any; they end by themselves
 */
export function hurryPrograms(): boolean {
  const told = [...patient];
  patient.clear();
  for (const program of told) program.kill("SIGINT");
  return told.length > 0;
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
