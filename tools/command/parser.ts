import { Command } from "commander";
import type { CommandDefinition, CommandGroup } from "./command";
import { describeStatuses, type StatusMeanings } from "./exit-status";
import type { TextStream } from "./progress";

/** General meanings, for the help of a group: each of its commands has its own. */
const GROUP_STATUSES: StatusMeanings = {
  ok: "done, or all is well",
  failed: "not all of it is well",
  unchecked: "something could not be checked",
  differs: "something differs",
};

/** What a parser writes to, and what it calls. */
export interface ParserHooks {
  readonly stdout: TextStream;
  readonly stderr: TextStream;
  /** Called with the command, or the group, whose options or arguments are wrong. */
  readonly onUsageError: (definition: CommandDefinition | CommandGroup, parser: Command) => void;
  /** Called with the command that is to run. */
  readonly onAction: (definition: CommandDefinition, parser: Command) => Promise<void>;
}

/** Makes commander's parser of a command or a group. It throws `CommanderError` where commander would end the process. */
export function parserOf(program: CommandDefinition | CommandGroup, hooks: ParserHooks): Command {
  const { stdout, stderr } = hooks;
  const parser = new Command(`npm run ${program.name} --`).configureOutput({
    writeOut: (text) => stdout.write(text),
    writeErr: (text) => stderr.write(text),
    // The frame prints errors.
    outputError: () => {},
  });
  if (!("commands" in program)) return configure(parser, program, hooks);

  parser.description(program.description).enablePositionalOptions();
  parser.addHelpText("after", `\n${describeStatuses(statusesOf(program))}`);
  parser.exitOverride(tellingUsageError(program, parser, hooks));
  for (const definition of program.commands) {
    configure(parser.command(definition.name, { isDefault: definition === program.defaultCommand }), definition, hooks);
  }
  return parser;
}

function configure(parser: Command, definition: CommandDefinition, hooks: ParserHooks): Command {
  const { description, notes, statuses, json = true, parameters = (command) => command } = definition;
  parser.description(description).exitOverride(tellingUsageError(definition, parser, hooks));
  parameters(parser);
  if (json) parser.option("--json", "print one JSON object", false);
  const end = [describeStatuses(statuses), ...(notes === undefined ? [] : [notes])];
  return parser.addHelpText("after", `\n${end.join("\n\n")}`).action(() => hooks.onAction(definition, parser));
}

/** Says which command's options or arguments are wrong. */
function tellingUsageError(
  definition: CommandDefinition | CommandGroup,
  parser: Command,
  { onUsageError }: ParserHooks,
) {
  return (error: Error): never => {
    onUsageError(definition, parser);
    throw error;
  };
}

/** The statuses that some command of a group ends with. */
function statusesOf({ commands }: CommandGroup): StatusMeanings {
  const names = new Set(commands.flatMap(({ statuses }) => Object.keys(statuses)));
  const used = Object.entries(GROUP_STATUSES).filter(([name]) => name === "ok" || names.has(name));
  return Object.fromEntries(used) as unknown as StatusMeanings;
}
