/** `npm run release`: releases the platform's images to hosts, by Cloud Assistant. */
import { machineClock } from "../command/clock";
import { runCommand } from "../command/run-command";
import { releaseCommands } from "./commands/release-commands";
import { KEY_VARIABLES } from "./commands/release-run";

const SECRET = [...KEY_VARIABLES.secret, ...KEY_VARIABLES.token, "RELEASE_WEBHOOK_URL"];

runCommand(
  releaseCommands({
    variables: process.env,
    clock: machineClock,
    root: process.cwd(),
    secrets: SECRET.flatMap((name) => process.env[name] || []),
  }),
);
