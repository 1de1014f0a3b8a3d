import { mkdirSync } from "node:fs";
import path from "node:path";
import execa from "execa";
import { readAssembly } from "../run/assembly";
import { startSimulator } from "../run/simulator";
import { synthesize } from "../run/synthesis";

/** Where commands under rehearsal keep their assembly and states from one call to the next; git ignores it. */
export const REHEARSAL_FOLDER = ".rehearsal";

/**
 * Runs a command, such as `cdktf diff production-network`, with simulated providers instead of real ones, and with states
 * of its own in `.rehearsal/`.
 *
 * @param command the program and its arguments; programs of the project's packages are found
 * @param unprotected whether stacks give up their deletion protection, so that they can be destroyed
 * @returns the command's exit status
 */
export async function execute([program = "", ...args]: readonly string[], unprotected: boolean): Promise<number> {
  const outdir = path.resolve(REHEARSAL_FOLDER, "cdktf.out");
  mkdirSync(outdir, { recursive: true });
  await synthesize(outdir, {});
  const simulator = await startSimulator(process.cwd(), readAssembly(outdir));
  try {
    const { exitCode } = await execa(program, args, {
      env: {
        ...simulator.variables,
        PATH: `${path.resolve("node_modules/.bin")}${path.delimiter}${process.env.PATH}`,
        CHECKPOINT_DISABLE: "1",
        STATE_BACKEND: "local",
        CDKTF_OUTPUT: path.join(REHEARSAL_FOLDER, "cdktf.out"),
        CDKTF_OUTDIR: path.join(REHEARSAL_FOLDER, "cdktf.out"),
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
