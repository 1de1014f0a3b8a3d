/**
 * How to make a command. Write `tools/greet/command.ts`:
 *
 * ```ts
 * import { runCommand } from "../command/run-command";
 * import { ExitStatus } from "../command/exit-status";
 * import { UserError } from "../command/user-error";
 *
 * runCommand<{ loud: boolean }>({
 *   name: "greet",
 *   description: "Greets somebody.",
 *   parameters: (command) => command.argument("<name>", "whom to greet").option("--loud", "in capitals", false),
 *   statuses: { ok: "greeted", failed: "nobody has that name" },
 *   action: async ({ args: [name = ""], options, progress, print }) => {
 *     progress.begin(`looking for ${name}`);
 *     if (name === "nobody") throw new UserError(`<name>: "${name}" is no name. Write that of a person.`);
 *     const text = options.loud ? `HELLO ${name.toUpperCase()}` : `hello ${name}`;
 *     print({ greeting: text }, text);
 *     return ExitStatus.ok;
 *   },
 * });
 * ```
 *
 * and in `package.json` the script `"greet": "node tools/runner/run.mjs tools/greet/command.ts"`. The frame does the rest:
 *
 * - `npm run greet -- --help`, with the exit statuses, and refusals of whatever the command does not take;
 * - `--json`: `print` prints its object instead of its text, `progress` says nothing, and an error is `{ command, error }`;
 * - errors: a {@link UserError} is printed as its message, anything else with its stack trace; both end with status 1;
 * - Ctrl-C: ends the programs that were started with `runProgram`, removes what `scratchFolder` made, ends with status 130.
 *   A command that has to finish something first says `stopsItself: true` and watches `signal`.
 *
 * Commands that belong together are a {@link CommandGroup}: `npm run greet -- <command>`. A test runs every script of
 * `package.json`, so a new command needs none for the above.
 */
import type { Command } from "commander";
import type { ExitStatus, StatusMeanings } from "./exit-status";
import type { ProgressReporter } from "./progress";

/** A command: its name, what it takes, what its exit statuses mean, and what it does. */
export interface CommandDefinition<Options = unknown> {
  /** The script's name in `package.json`, or that of one command of a group. */
  readonly name: string;
  readonly description: string;
  /** Adds arguments and options to commander's command; `--help` and `--json` are there already. */
  readonly parameters?: (command: Command) => Command;
  readonly statuses: StatusMeanings;
  /** More text for `--help`. */
  readonly notes?: string;
  /** Whether the command heeds `signal` on Ctrl-C and then ends by itself. @default false */
  readonly stopsItself?: boolean;
  /** Whether there is `--json`: not where the output is another program's. @default true */
  readonly json?: boolean;
  /** @throws {UserError} for whatever the user can mend */
  action(context: CommandContext<Options>): ExitStatus | Promise<ExitStatus>;
}

/** Several commands under one name, such as `npm run cdn -- plan`. */
export interface CommandGroup {
  readonly name: string;
  readonly description: string;
  readonly commands: readonly CommandDefinition[];
  /** The command that is meant when none is named. @default none: the help is printed */
  readonly defaultCommand?: CommandDefinition;
  /** Replaces what no output may show, such as keys; everything that is printed passes through it. @default nothing */
  readonly redact?: (text: string) => string;
}

/** What an action gets. */
export interface CommandContext<Options = unknown> {
  /** The arguments in their order, without options. */
  readonly args: readonly string[];
  readonly options: Options;
  /** Says on stderr what the command is doing. */
  readonly progress: ProgressReporter;
  /** Prints the result on stdout: the object with `--json`, otherwise the text, if there is any. */
  readonly print: (result: object, text: string) => void;
  /** Passes on lines of another program's output: on stdout, and with `--json`, where that is the result's, on stderr. */
  readonly relay: (text: string) => void;
  /** Says on stderr what the user has to know, also with `--json`. */
  readonly warn: (message: string) => void;
  /** Is aborted on Ctrl-C. */
  readonly signal: AbortSignal;
}
