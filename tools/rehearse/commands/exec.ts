import { rmSync } from "node:fs";
import path from "node:path";
import execa from "execa";
import type { CommandDefinition } from "../../command/command";
import { ExitStatus, passOn } from "../../command/exit-status";
import { UserError } from "../../command/user-error";
import { synthesize } from "../../terraform/synthesis";
import { type Simulator, startSimulator } from "../run/simulator";

/** Keeps a rehearsal from one call to the next, unless the user names another folder; git ignores it. */
const DEFAULT_FOLDER = ".rehearsal";

/** What is kept in the folder: the assembly, the states beside it, and what the simulated cloud holds. */
const ASSEMBLY = "cdktf.out";
const STATES = "tfstate";
const CLOUD = "cloud.jsonl";

interface ExecOptions {
  readonly environment: readonly string[];
  readonly phase?: string;
  readonly folder: string;
  readonly fresh: boolean;
  readonly deletionProtection: boolean;
}

/** `npm run rehearse -- exec`: a program with simulated providers instead of real ones. */
export const execCommand: CommandDefinition<ExecOptions> = {
  name: "exec",
  description: "run any command with simulated providers, such as: exec npm run deploy -- staging",
  parameters: (command) =>
    command
      .argument("<command...>", "the command; programs of the project's packages are found")
      .option("--environment <name>", "an environment to synthesize, once for each (default: all)", collect, [])
      .option("--phase <phase>", "hosts, migrating or cluster")
      .option("--folder <folder>", "keeps the simulated cloud and the states from one call to the next", DEFAULT_FOLDER)
      .option("--fresh", "throw away what the folder has kept, and begin with an empty cloud", false)
      .option("--no-deletion-protection", "let stacks be destroyed, once that is deployed")
      .passThroughOptions(),
  statuses: { ok: "the command ended with 0; any other status of it is passed on, too" },
  json: false,
  stopsItself: true,
  action: async ({ args, options, signal }) => {
    const { environment, phase, folder, fresh } = options;
    checkFolder(folder);
    if (fresh) for (const kept of [ASSEMBLY, STATES, CLOUD]) rmSync(path.join(folder, kept), KEPT);
    const output = path.join(folder, ASSEMBLY);
    const wanted = { environments: environment, phase, interruption: signal };
    const stacks = await synthesize(path.resolve(output), wanted);
    if (signal.aborted) return ExitStatus.interrupted;
    const simulator = await startSimulator(process.cwd(), stacks, { cloudFile: path.join(folder, CLOUD) });
    try {
      return passOn(await execute(args, variablesOf(output, simulator, options), signal));
    } finally {
      simulator.stop();
    }
  },
};

const KEPT = { recursive: true, force: true } as const;

function collect(name: string, earlier: readonly string[]): string[] {
  return [...earlier, name];
}

/** @throws {UserError} when the rehearsal's states would be among the project's own */
function checkFolder(folder: string): void {
  const steps = path.relative(process.cwd(), path.resolve(folder)).split(path.sep);
  if (folder.trim() !== "" && !steps.every((step) => step === "" || step === "..")) return;
  throw new UserError(
    `--folder: "${folder}" has the project's own files and states. Name one for rehearsals alone, such as ${DEFAULT_FOLDER}.`,
  );
}

/** What makes Terraform, the CDK for Terraform CLI and this project's own synth use the rehearsal's folder and providers. */
function variablesOf(
  output: string,
  simulator: Simulator,
  { environment, phase, deletionProtection }: ExecOptions,
): NodeJS.ProcessEnv {
  return {
    ...simulator.variables,
    PATH: `${path.resolve("node_modules/.bin")}${path.delimiter}${process.env.PATH}`,
    CHECKPOINT_DISABLE: "1",
    STATE_BACKEND: "local",
    STATE_STACK_BACKEND: "local",
    CDKTF_OUTPUT: output,
    CDKTF_OUTDIR: output,
    // Locking asks the registry for checksums of providers that are not downloaded here.
    CDKTF_SKIP_PROVIDER_LOCK: "true",
    ...(environment.length > 0 && { SYNTH_ENVIRONMENTS: environment.join(",") }),
    ...(phase !== undefined && { SYNTH_PHASE: phase }),
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
