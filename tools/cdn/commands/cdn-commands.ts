import type { CommandGroup } from "../../command/command";
import { Secrets } from "../access/secrets";
import { applyCommand } from "./apply";
import { type CdnInputs, CdnRun, type StartRun } from "./cdn-run";
import { planCommand } from "./plan";
import { purgeCommand } from "./purge";
import { verifyCommand } from "./verify";

/** `npm run cdn`: what its commands print shows no secret. */
export function cdnCommands(inputs: CdnInputs): CommandGroup {
  const secrets = new Secrets();
  const start: StartRun = (context, environment) => new CdnRun(context, inputs, secrets, environment);
  const commands = [planCommand(start), applyCommand(start), verifyCommand(start), purgeCommand(start)];
  return {
    name: "cdn",
    description: "Keeps the China CDNs, Qiniu and Upyun, as the environment's data says.",
    commands: commands.map((command) => ({
      ...command,
      notes: "Credentials: docs/runbooks/china-cdn.md.",
      // What was begun at a CDN is reported.
      stopsItself: true,
    })),
    redact: (text) => secrets.scrub(text),
  };
}
