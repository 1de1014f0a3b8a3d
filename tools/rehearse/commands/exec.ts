import path from "node:path";
import execa from "execa";
import { synthesize } from "../../terraform/synthesis";
import { startSimulator } from "../run/simulator";

/** Where commands under rehearsal keep their assembly and states from one call to the next; git ignores it. */
const REHEARSAL_FOLDER = ".rehearsal";

/**
 * Runs a command, such as `cdktf diff production-network`, with simulated providers instead of real ones, and with states
 * of its own in `.rehearsal/`.
 *
 * @param command the program and its arguments; programs of the project's packages are found
 * @param unprotected whether stacks give up their deletion protection, so that they can be destroyed
 * @returns the command's exit status
 */
export async function execute([program = "", ...args]: readonly string[], unprotected: boolean): Promise<number> {
  const output = path.join(REHEARSAL_FOLDER, "cdktf.out");
  const stacks = await synthesize(path.resolve(output), {});
  const simulator = await startSimulator(process.cwd(), stacks);
  try {
    const { exitCode } = await execa(program, args, {
      env: {
        ...simulator.variables,
        PATH: `${path.resolve("node_modules/.bin")}${path.delimiter}${process.env.PATH}`,
        CHECKPOINT_DISABLE: "1",
        STATE_BACKEND: "local",
        CDKTF_OUTPUT: output,
        CDKTF_OUTDIR: output,
        // Locking asks the registry for checksums of providers that are not downloaded here.
        CDKTF_SKIP_PROVIDER_LOCK: "true",
        ...(unprotected && { DELETION_PROTECTION: "off" }),
      },
      stdio: "inherit",
      reject: false,
    });
    return exitCode ?? 1;
  } finally {
    simulator.stop();
  }
}
