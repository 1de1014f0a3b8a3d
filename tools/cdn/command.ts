/**
 * `npm run cdn`: keeps the China CDNs, Qiniu and Upyun, as an environment's data says. Terraform has no usable provider for
 * either; it holds the DNS records, whose targets come from here.
 */

import { machineClock } from "../command/clock";
import { runCommand } from "../command/run-command";
import { cdnCommands } from "./commands/cdn-commands";
import { loadCdnData } from "./state/cdn-data";

runCommand(
  cdnCommands({
    variables: process.env,
    clock: machineClock,
    load: (environment) => loadCdnData(environment, process.cwd(), process.env),
  }),
);
