import { type Command, CommanderError } from "commander";
import type { CommandDefinition, CommandGroup } from "./command";
import { ExitStatus } from "./exit-status";
import { failureOf } from "./failure";
import { parserOf } from "./parser";
import { Progress, type TextStream } from "./progress";
import { UserError } from "./user-error";

/** Streams and signals of a command line: the process's, or a test's. */
export interface CommandLineIo {
  readonly stdout: TextStream;
  readonly stderr: TextStream;
  /** Handles Ctrl-C from the moment at which a command begins; see {@link handleInterruption}. */
  readonly handleInterruption: (stopsItself: boolean, say: (line: string) => void) => AbortSignal;
}

/**
 * Runs a command line.
 *
 * @param args without the program's name
 * @returns the exit status; every error has been printed
 */
export function runCommandLine(
  program: CommandDefinition | CommandGroup,
  args: readonly string[],
  io: CommandLineIo,
): Promise<ExitStatus> {
  return new CommandLine(program, args, io).run();
}

class CommandLine {
  private readonly stdout: TextStream;
  private readonly stderr: TextStream;
  /** The name of the command that runs, or whose options are wrong. */
  private name: string;
  /** The command line that shows its help. */
  private help: string;
  private json: boolean;
  private progress: Progress;
  private signal: AbortSignal | undefined;

  constructor(
    private readonly program: CommandDefinition | CommandGroup,
    private readonly args: readonly string[],
    private readonly io: CommandLineIo,
  ) {
    const redact = ("commands" in program ? program.redact : undefined) ?? ((text: string) => text);
    this.stdout = redacted(io.stdout, redact);
    this.stderr = redacted(io.stderr, redact);
    this.name = program.name;
    this.help = `npm run ${program.name} -- --help`;
    // Until options are parsed: their errors are JSON as well.
    this.json = args.includes("--json");
    this.progress = new Progress(this.stderr, this.json);
  }

  async run(): Promise<ExitStatus> {
    let status: ExitStatus = ExitStatus.failed;
    const parser = parserOf(this.program, {
      stdout: this.stdout,
      stderr: this.stderr,
      onUsageError: (definition, wrong) => this.choose(definition, wrong),
      onAction: async (definition, chosen) => {
        status = await this.act(definition, chosen);
      },
    });
    try {
      await parser.parseAsync(this.args, { from: "user" });
    } catch (error) {
      status = this.report(error);
    }
    return this.signal?.aborted ? ExitStatus.interrupted : status;
  }

  private choose({ name }: { readonly name: string }, parser: Command): void {
    this.name = name;
    const names = parser.parent ? `${parser.parent.name()} ${parser.name()}` : parser.name();
    this.help = `${names} --help`;
  }

  private async act(definition: CommandDefinition, parser: Command): Promise<ExitStatus> {
    this.choose(definition, parser);
    const options = parser.opts<{ json?: boolean }>();
    this.json = options.json === true;
    this.progress = new Progress(this.stderr, this.json);
    const say = (line: string) => this.say(line);
    this.signal = this.io.handleInterruption(definition.stopsItself === true, say);
    return definition.action({
      args: parser.args,
      options,
      progress: this.progress,
      print: (result, text) => this.print(this.json ? JSON.stringify(result, null, 2) : text),
      relay: (text) => this.relay(text),
      warn: (message) => say(`warning: ${message}`),
      signal: this.signal,
    });
  }

  /** Prints an error, unless it is commander's way to end behind a help text. @returns the exit status */
  private report(error: unknown): ExitStatus {
    const isUsage = error instanceof CommanderError;
    if (isUsage && HELP.includes(error.code)) return error.exitCode === 0 ? ExitStatus.ok : ExitStatus.failed;
    const remedy = `${this.help} says what it takes.`;
    const { message, text } = failureOf(isUsage ? new UserError(`${error.message}\n${remedy}`) : error);
    if (this.json) this.print(JSON.stringify({ command: this.name, error: message }, null, 2));
    if (text !== undefined) this.say(text);
    return ExitStatus.failed;
  }

  private print(text: string): void {
    this.progress.clear();
    if (text !== "") this.stdout.write(`${text}\n`);
  }

  private relay(text: string): void {
    this.progress.clear();
    (this.json ? this.stderr : this.stdout).write(`${text}\n`);
  }

  private say(text: string): void {
    this.progress.clear();
    this.stderr.write(`${text}\n`);
  }
}

/** The codes of `CommanderError` once a help text was printed. */
const HELP = ["commander.helpDisplayed", "commander.help"];

function redacted(stream: TextStream, redact: (text: string) => string): TextStream {
  return { write: (text) => stream.write(redact(text)), isTTY: stream.isTTY === true };
}
