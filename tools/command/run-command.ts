import type { CommandDefinition, CommandGroup } from "./command";
import { runCommandLine } from "./command-line";
import { ExitStatus } from "./exit-status";
import { handleInterruption } from "./processes/interruption";
import { endPrograms } from "./processes/running-programs";

/** Runs the process's command line; the last thing that an entry point does. See `command.ts` for how to make a command. */
export function runCommand<Options>(program: CommandDefinition<Options> | CommandGroup): void {
  // A command that stops waiting before it is done, because nothing is left to wait for, has not succeeded.
  process.exitCode = ExitStatus.failed;
  const run = async () => {
    const { stdout, stderr, argv } = process;
    process.exitCode = await runCommandLine(program, argv.slice(2), { stdout, stderr, handleInterruption });
    // After an error, programs may still run beside the one that failed.
    await endPrograms();
  };
  void run();
}
