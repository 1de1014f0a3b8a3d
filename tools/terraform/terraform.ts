import { createInterface } from "node:readline";
import type { ExecaChildProcess } from "execa";
import { runProgram } from "../command/processes/run-program";
import { UserError } from "../command/user-error";

/** What a run of Terraform gave back. */
export interface TerraformResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Settings of Go's garbage collector. Runs are short and many: they take a third less CPU time when garbage is left until
 * there is much of it. What the user has set stays.
 */
const GARBAGE = {
  GOGC: process.env.GOGC ?? "off",
  GOMEMLIMIT: process.env.GOMEMLIMIT ?? "768MiB",
};

/** Terraform, OpenTofu or the program that TERRAFORM_BINARY_NAME names is not on this machine. */
export class TerraformMissing extends UserError {
  constructor(binary: string) {
    super(
      `${binary}: command not found. Install Terraform 1.7 or newer, or OpenTofu; ` +
        "TERRAFORM_BINARY_NAME says what it is called.",
    );
  }
}

/** What a caller may want of a run besides its result. */
export interface TerraformRun {
  /** Is given a function that kills the run (SIGKILL). */
  readonly onStart?: (kill: () => void) => void;
  /** Is given each line of the output as it comes. @default lines are not passed on */
  readonly onLine?: (line: string) => void;
  /** Is aborted on Ctrl-C: Terraform then stops, and saves its state. @default it is ended, and its providers with it */
  readonly interruption?: AbortSignal;
}

/**
 * Runs Terraform as the user would: with their CLI configuration, mirrors and caches.
 *
 * @param args the arguments
 * @param cwd the folder to run in
 * @param env variables to add to this process's own; `undefined` takes one away
 * @throws {TerraformMissing} when there is no such program; a failing run is a result, not an exception
 */
export async function terraform(
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string | undefined>> = {},
  { onStart = () => {}, onLine, interruption }: TerraformRun = {},
): Promise<TerraformResult> {
  const binary = process.env.TERRAFORM_BINARY_NAME || "terraform";
  const options = {
    cwd,
    interruption,
    env: { CHECKPOINT_DISABLE: "1", TF_IN_AUTOMATION: "1", TF_CLI_ARGS: "", ...GARBAGE, ...env },
  };
  const result = await runProgram(binary, args, options, (run) => {
    onStart(() => run.kill("SIGKILL"));
    if (onLine) passOnLines(run, onLine);
  });
  if ((result as { code?: string }).code === "ENOENT") throw new TerraformMissing(binary);
  return { exitCode: result.exitCode ?? 1, stdout: result.stdout, stderr: result.stderr };
}

function passOnLines({ stdout, stderr }: ExecaChildProcess, onLine: (line: string) => void): void {
  for (const stream of [stdout, stderr]) {
    if (stream) createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }).on("line", onLine);
  }
}
