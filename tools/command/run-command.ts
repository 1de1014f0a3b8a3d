import { type Command, CommanderError } from "commander";
import type { CommandDefinition, CommandGroup } from "./command";
import { ExitStatus } from "./exit-status";
import { failureOf } from "./failure";
import { handleInterruption } from "./interruption";
import { parserOf } from "./parser";
import { Progress, type TextStream } from "./progress";
import { endPrograms } from "./running-programs";
import { UserError } from "./user-error";

/** What a command line has around it: the process's, or a test's. */
export interface Surroundings {
  readonly stdout: TextStream;
  readonly stderr: TextStream;
  /** Handles Ctrl-C from the moment at which a command begins; see {@link handleInterruption}. */
  readonly handleInterruption: (stopsItself: boolean, say: (line: string) => void) => AbortSignal;
}

/** Runs the process's command line; the last thing that an entry point does. See `command.ts` for how to make a command. */
export function runCommand<Options>(program: CommandDefinition<Options> | CommandGroup): void {
  // Should it run out of things to wait for before the command is done, that is no success.
  process.exitCode = ExitStatus.failed;
  const run = async () => {
    const { stdout, stderr, argv } = process;
    process.exitCode = await runCommandLine(program, argv.slice(2), { stdout, stderr, handleInterruption });
    // After an error, others may still run beside the one that failed.
    await endPrograms();
  };
  void run();
}

/**
 * Runs a command line.
 *
 * @param args without the program's name
 * @returns the exit status; whatever goes wrong has been printed
 */
export async function runCommandLine(
  program: CommandDefinition | CommandGroup,
  args: readonly string[],
  surroundings: Surroundings,
): Promise<ExitStatus> {
  const { redact = (text: string) => text } = "commands" in program ? program : {};
  const stdout = redacted(surroundings.stdout, redact);
  const stderr = redacted(surroundings.stderr, redact);
  let command = program.name;
  let help = `npm run ${program.name} -- --help`;
  let json = args.includes("--json");
  let progress = new Progress(stderr, json);
  let signal: AbortSignal | undefined;
  let status: ExitStatus = ExitStatus.failed;

  const onCommand = ({ name }: { readonly name: string }, parser: Command) => {
    command = name;
    const names = parser.parent ? `${parser.parent.name()} ${parser.name()}` : parser.name();
    help = `${names} --help`;
  };
  const onAction = async (definition: CommandDefinition, parser: Command) => {
    onCommand(definition, parser);
    const options = parser.opts<{ json?: boolean }>();
    json = options.json === true;
    progress = new Progress(stderr, json);
    const say = (line: string) => {
      progress.clear();
      stderr.write(`${line}\n`);
    };
    signal = surroundings.handleInterruption(definition.stopsItself === true, say);
    const print = (result: object, text: string) => {
      progress.clear();
      const output = json ? JSON.stringify(result, null, 2) : text;
      if (output !== "") stdout.write(`${output}\n`);
    };
    const warn = (message: string) => say(`warning: ${message}`);
    status = await definition.action({ args: parser.args, options, progress, print, warn, signal });
  };

  try {
    await parserOf(program, { stdout, stderr, onCommand, onAction }).parseAsync(args, { from: "user" });
  } catch (error) {
    // Commander ends so once it has printed a help text.
    if (error instanceof CommanderError && isHelp(error))
      return error.exitCode === 0 ? ExitStatus.ok : ExitStatus.failed;
    const { message, text } = failureOf(error instanceof CommanderError ? usageError(error, help) : error);
    progress.clear();
    if (json) stdout.write(`${JSON.stringify({ command, error: message }, null, 2)}\n`);
    if (text !== undefined) stderr.write(`${text}\n`);
    status = ExitStatus.failed;
  }
  return signal?.aborted ? ExitStatus.interrupted : status;
}

function isHelp({ code }: CommanderError): boolean {
  return code === "commander.helpDisplayed" || code === "commander.help";
}

function usageError({ message }: CommanderError, help: string): UserError {
  return new UserError(`${message}\n${help} says what it takes.`);
}

function redacted(stream: TextStream, redact: (text: string) => string): TextStream {
  return { write: (text) => stream.write(redact(text)), isTTY: stream.isTTY === true };
}
