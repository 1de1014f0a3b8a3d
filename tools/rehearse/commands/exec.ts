import path from "node:path";
import execa from "execa";
import type { CommandDefinition } from "../../command/command";
import { ExitStatus, passOn } from "../../command/exit-status";
import { UserError } from "../../command/user-error";
import { synthesize } from "../../terraform/synthesis";
import { type Simulator, startSimulator } from "../run/simulator";

/** Keeps the assembly and the states of commands under rehearsal from one call to the next; git ignores it. */
const REHEARSAL_FOLDER = ".rehearsal";

interface ExecOptions {
  readonly deletionProtection: boolean;
}

/** `npm run rehearse -- exec`: a program with simulated providers instead of real ones. */
export const execCommand: CommandDefinition<ExecOptions> = {
  name: "exec",
  description: "run any command with simulated providers, such as: exec cdktf diff production-network",
  parameters: (command) =>
    command
      .argument("<command...>", "the command; programs of the project's packages are found")
      .option("--no-deletion-protection", "let stacks be destroyed, once that is deployed")
      .passThroughOptions(),
  statuses: { ok: "the command ended with 0; any other status of it is passed on, too" },
  json: false,
  stopsItself: true,
  action: async ({ args, options, signal }) => {
    const output = path.join(REHEARSAL_FOLDER, "cdktf.out");
    const stacks = await synthesize(path.resolve(output), {});
    if (signal.aborted) return ExitStatus.interrupted;
    const simulator = await startSimulator(process.cwd(), stacks);
    try {
      return passOn(await execute(args, variablesOf(output, simulator, options), signal));
    } finally {
      simulator.stop();
    }
  },
};

/** What makes Terraform, the CDK for Terraform CLI and this project's own synth use the rehearsal's folder and providers. */
function variablesOf(output: string, simulator: Simulator, { deletionProtection }: ExecOptions): NodeJS.ProcessEnv {
  return {
    ...simulator.variables,
    PATH: `${path.resolve("node_modules/.bin")}${path.delimiter}${process.env.PATH}`,
    CHECKPOINT_DISABLE: "1",
    STATE_BACKEND: "local",
    CDKTF_OUTPUT: output,
    CDKTF_OUTDIR: output,
    // Locking asks the registry for checksums of providers that are not downloaded here.
    CDKTF_SKIP_PROVIDER_LOCK: "true",
    ...(!deletionProtection && { DELETION_PROTECTION: "off" }),
  };
}

/** Runs the program in the foreground, which may ask the user. @returns its exit status */
async function execute(
  [file = "", ...args]: readonly string[],
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<number> {
  const program = execa(file, args, { env, stdio: "inherit", reject: false });
  // The terminal sends Ctrl-C to the program, too; SIGTERM comes to this process alone.
  signal.addEventListener("abort", () => {
    if (signal.reason === "SIGTERM") program.kill("SIGTERM", { forceKillAfterTimeout: false });
  });
  const { exitCode, code } = (await program) as { exitCode?: number; code?: string };
  if (code === "ENOENT") throw new UserError(`exec: ${file}: command not found. Name a program that this machine has.`);
  return exitCode ?? ExitStatus.failed;
}
