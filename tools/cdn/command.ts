/**
 * `npm run cdn`: keeps the China CDNs, Qiniu and Upyun, as an environment's data says. Terraform has no usable provider for
 * either; it holds the DNS records, whose targets come from here.
 */
import { Progress } from "../command/progress";
import { machineClock } from "./http/clock";
import { loadCdnData } from "./load";
import { runCdn } from "./program";

/** The first Ctrl-C stops waiting and reports what was begun; the second one ends the process. */
function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      controller.abort();
      process.once(signal, () => process.exit(130));
    });
  }
  return controller.signal;
}

const args = process.argv.slice(2);

runCdn(args, {
  variables: process.env,
  clock: machineClock,
  signal: interruption(),
  steps: new Progress(process.stderr, args.includes("--json")),
  print: (text) => console.log(text),
  printError: (text) => console.error(text),
  load: (environment) => loadCdnData(environment, process.cwd(), process.env),
}).then((status) => {
  process.exitCode = status;
});
