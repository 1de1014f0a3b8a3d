import { execFileSync } from "node:child_process";

/** The outcome of a program, whatever its exit code. */
export interface Outcome {
  readonly ok: boolean;
  /** Standard output; of a program that failed, standard error too. */
  readonly output: string;
}

/**
 * Runs a program to its end.
 *
 * @param remedy the command that installs it, for the error
 * @throws when it is not installed
 */
export function outcomeOf(program: string, args: readonly string[], folder?: string, remedy?: string): Outcome {
  try {
    return { ok: true, output: execFileSync(program, args, { stdio: "pipe", cwd: folder }).toString() };
  } catch (error) {
    const { code, stdout, stderr } = error as { code?: string; stdout?: Buffer; stderr?: Buffer };
    if (code === "ENOENT") throw new Error(`${program}: command not found${remedy ? `; run ${remedy}` : ""}`);
    return { ok: false, output: `${stdout}${stderr}` };
  }
}
