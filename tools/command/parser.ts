import { Command } from "commander";
import type { CommandDefinition, CommandGroup } from "./command";
import { describeStatuses, type StatusMeanings } from "./exit-status";
import type { TextStream } from "./progress";

/** What the statuses of a group's commands mean, in general. */
const GROUP_STATUSES: StatusMeanings = {
  ok: "done, or all is well",
  failed: "not all of it is well",
  unchecked: "something could not be checked",
  differs: "something differs",
};

export interface ParserHooks {
  readonly stdout: TextStream;
  readonly stderr: TextStream;
  /** Called once a command is known to be meant, before its options are checked; with the group when none of its commands is. */
  readonly onCommand: (definition: CommandDefinition | CommandGroup, parser: Command) => void;
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
  parser.exitOverride(failing(program, parser, hooks));
  for (const definition of program.commands) {
    configure(parser.command(definition.name, { isDefault: definition === program.defaultCommand }), definition, hooks);
  }
  return parser;
}

function configure(parser: Command, definition: CommandDefinition, hooks: ParserHooks): Command {
  const { description, notes, statuses, json = true, parameters = (command) => command } = definition;
  parser.description(description).exitOverride(failing(definition, parser, hooks));
  parameters(parser);
  if (json) parser.option("--json", "print one JSON object", false);
  const end = [describeStatuses(statuses), ...(notes === undefined ? [] : [notes])];
  return parser.addHelpText("after", `\n${end.join("\n\n")}`).action(() => hooks.onAction(definition, parser));
}

/** Notes whose command line is wrong. */
function failing(definition: CommandDefinition | CommandGroup, parser: Command, { onCommand }: ParserHooks) {
  return (error: Error): never => {
    onCommand(definition, parser);
    throw error;
  };
}

/** The statuses that some command of a group ends with. */
function statusesOf({ commands }: CommandGroup): StatusMeanings {
  const names = new Set(commands.flatMap(({ statuses }) => Object.keys(statuses)));
  const used = Object.entries(GROUP_STATUSES).filter(([name]) => name === "ok" || names.has(name));
  return Object.fromEntries(used) as unknown as StatusMeanings;
}
