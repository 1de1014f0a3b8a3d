import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { runProgram } from "../command/processes/run-program";
import { scratchFolder } from "../command/scratch-folder";
import { UserError } from "../command/user-error";

/** What one run of a command took. */
export interface Usage {
  /** User and system time of the command and of everything that it started. */
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
  /** Peak resident memory of the largest Node process. */
  readonly peakMiB: number;
}

/** A command to measure: arguments of `node`. */
export interface Subject {
  readonly name: string;
  readonly args: readonly string[];
}

const RECORDER = path.resolve("tools/bench/peak-recorder.cjs");

/** Runs a command once. @throws {UserError} when it fails, with what it said */
export async function measure({ name, args }: Subject): Promise<Usage> {
  const folder = scratchFolder("bench");
  const record = path.join(folder, "peaks");
  const recording = { NODE_OPTIONS: `--require ${JSON.stringify(RECORDER)}`, PEAK_RECORD: record };
  try {
    const start = process.hrtime.bigint();
    // `times` prints what the shell used, and in its second line what all that it started used.
    const script = '"$@" > /dev/null && times';
    const { failed, stdout, stderr } = await runProgram("sh", ["-c", script, "sh", process.execPath, ...args], {
      env: { ...recording, CHECKPOINT_DISABLE: "1" },
    });
    if (failed) throw new UserError(`${name} failed, so there is nothing to measure. It says:\n${stderr}`);
    const wallSeconds = Number(process.hrtime.bigint() - start) / 1e9;
    const peaks = readFileSync(record, "utf8").trim().split("\n").map(Number);
    return { wallSeconds, cpuSeconds: childSeconds(stdout), peakMiB: Math.max(...peaks) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The sum of user and system time in the last line of `times`: `0m3.210s 0m0.550s`. */
function childSeconds(times: string): number {
  const last = times.trim().split("\n").at(-1) ?? "";
  const parts = [...last.matchAll(/(\d+)m([\d.]+)s/g)];
  return parts.reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds), 0);
}

/**
 * Measures commands in turn, A B A B …, after a round that does not count: a machine that slows down slows all of them.
 *
 * @param rounds counted runs of each command
 * @param onRound called before each round, 0 for the one that does not count
 */
export async function measureInTurn(
  subjects: readonly Subject[],
  rounds: number,
  onRound: (round: number) => void,
): Promise<Map<string, Usage[]>> {
  const usages = new Map<string, Usage[]>(subjects.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    onRound(round);
    for (const subject of subjects) {
      const usage = await measure(subject);
      if (round > 0) usages.get(subject.name)?.push(usage);
    }
  }
  return usages;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
