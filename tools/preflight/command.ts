/**
 * `npm run preflight`: whether the regions sell what the environments want, before anything is deployed. It asks with the
 * user's Terraform and keys, and makes nothing.
 */
import { Command } from "commander";
import { selectEnvironments } from "../../environments/loading/selection";
import { InvalidEnvironment } from "../../environments/rules/problem";
import { Progress } from "../command/progress";
import { exitOnSignals, scratchFolder } from "../command/scratch-folder";
import { askRegion, CouldNotAsk } from "./ask";
import { findingsOf } from "./findings";
import { describe, type EnvironmentReport, exitStatus, summarize } from "./report";
import type { WantedEnvironment } from "./wanted";

async function preflight(wanted: readonly WantedEnvironment[], progress: Progress): Promise<EnvironmentReport[]> {
  const folder = scratchFolder("preflight");
  const reports: EnvironmentReport[] = [];
  for (const environment of wanted) {
    const { name, region } = environment;
    progress.begin(`asking ${region} for ${name}`);
    reports.push(await report(environment, folder));
    progress.end(`asked ${region} for ${name}`);
  }
  return reports;
}

async function report(environment: WantedEnvironment, folder: string): Promise<EnvironmentReport> {
  const { name, region } = environment;
  try {
    const stock = await askRegion(environment, folder, process.cwd());
    return { environment: name, region, findings: findingsOf(environment, stock) };
  } catch (error) {
    if (!(error instanceof CouldNotAsk)) throw error;
    return { environment: name, region, findings: [], error: error.message };
  }
}

async function main(): Promise<void> {
  const command = new Command("preflight")
    .usage("[environment…] [options]   (npm run preflight -- production)")
    .description(
      "Asks the regions whether they sell what environments want: hosts, nodes, databases, load balancer, image.",
    )
    .argument("[environments...]", "environments (default: all that run the platform)")
    .option("--json", "print one JSON object", false)
    .addHelpText("after", "\nExit status: 0 everything can be had, 1 something cannot, 2 a region could not be asked.")
    .parse();
  const { json } = command.opts<{ json: boolean }>();
  const names = command.args.length > 0 ? command.args : undefined;
  exitOnSignals();
  const { environments } = selectEnvironments({ names }, process.cwd(), process.env);
  const wanted = environments.filter((environment) => environment.kind === "platform");
  const reports = await preflight(wanted, new Progress(process.stderr, json));
  const text = () => [...reports.map(describe), summarize(reports)].join("\n\n");
  console.log(json ? JSON.stringify({ environments: reports }, null, 2) : text());
  process.exitCode = exitStatus(reports);
}

main().catch((error) => {
  const badInput = error instanceof InvalidEnvironment;
  console.error(badInput ? error.message : error);
  process.exitCode = badInput ? 1 : 2;
});
