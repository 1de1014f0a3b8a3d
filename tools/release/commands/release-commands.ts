import type { CommandDefinition, CommandGroup } from "../../command/command";
import { recordCommand } from "./record";
import type { ReleaseInputs } from "./release-run";
import { rollbackCommand, toCommand } from "./roll-out";
import { statusCommand } from "./status";

/** `npm run release`. */
export function releaseCommands(inputs: ReleaseInputs): CommandGroup {
  const to = toCommand(inputs);
  const commands = [to, recordCommand(inputs), rollbackCommand(inputs), statusCommand(inputs)];
  const noted = commands.map((command) => ({ ...command, notes: "How to: docs/runbooks/releases.md." }));
  return {
    name: "release",
    description: "Releases the platform's images to an environment's hosts.",
    commands: noted as readonly CommandDefinition[],
    defaultCommand: noted[0] as CommandDefinition,
    redact: (text) => inputs.secrets.reduce((shown, secret) => shown.replaceAll(secret, "(secret)"), text),
  };
}
