/** `npm run rehearse`: the real Terraform with simulated providers. No account, no key, no download, no registry. */
import { runCommand } from "../command/run-command";
import { execCommand } from "./commands/exec";
import { rehearseCommand } from "./commands/rehearse";
import { scaleCommand } from "./commands/scale";
import { sweepCommand } from "./commands/sweep";

runCommand({
  name: "rehearse",
  description: "The real Terraform with simulated providers: no account, no key, no download, no registry.",
  commands: [rehearseCommand, execCommand, sweepCommand, scaleCommand],
  defaultCommand: rehearseCommand,
});
