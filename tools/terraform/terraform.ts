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

/**
 * Runs Terraform as the user would: with their CLI configuration, mirrors and caches.
 *
 * @param args the arguments
 * @param cwd the folder to run in
 * @param env variables to add to this process's own; `undefined` takes one away
 * @param started is given a function that kills the run (SIGKILL)
 * @throws {TerraformMissing} when there is no such program; a failing run is a result, not an exception
 */
export async function terraform(
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string | undefined>> = {},
  started: (kill: () => void) => void = () => {},
): Promise<TerraformResult> {
  const binary = process.env.TERRAFORM_BINARY_NAME || "terraform";
  const options = {
    cwd,
    env: { CHECKPOINT_DISABLE: "1", TF_IN_AUTOMATION: "1", TF_CLI_ARGS: "", ...GARBAGE, ...env },
  };
  const result = await runProgram(binary, args, options, (run) => started(() => run.kill("SIGKILL")));
  if ((result as { code?: string }).code === "ENOENT") throw new TerraformMissing(binary);
  return { exitCode: result.exitCode ?? 1, stdout: result.stdout, stderr: result.stderr };
}
