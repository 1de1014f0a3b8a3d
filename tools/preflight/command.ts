/**
 * `npm run preflight`: whether the regions sell what the environments want, before anything is deployed. It asks with the
 * user's Terraform and keys, and makes nothing.
 */
import { selectEnvironments } from "../../environments/loading/selection";
import type { ProgressReporter } from "../command/progress";
import { runCommand } from "../command/run-command";
import { scratchFolder } from "../command/scratch-folder";
import { UserError } from "../command/user-error";
import { askRegion, CouldNotAsk } from "./ask";
import { findingsOf } from "./findings";
import { describe, type EnvironmentReport, exitStatus, summarize } from "./report";
import type { WantedEnvironment } from "./wanted";

async function preflight(
  wanted: readonly WantedEnvironment[],
  progress: ProgressReporter,
): Promise<EnvironmentReport[]> {
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

/** @throws {InvalidEnvironment | UserError} when a name is not that of an environment that runs the platform */
function wantedEnvironments(names: readonly string[]): WantedEnvironment[] {
  const selection = names.length > 0 ? { names } : {};
  const { environments } = selectEnvironments(selection, process.cwd(), process.env);
  const platforms = environments.filter((environment) => environment.kind === "platform");
  const others = names.filter((name) => platforms.every((environment) => environment.name !== name));
  if (others.length === 0) return platforms;
  throw new UserError(
    `${others.join(", ")}: does not run the platform, so it orders nothing. Name an environment that does.`,
  );
}

runCommand({
  name: "preflight",
  description:
    "Asks the regions whether they sell what environments want: hosts, nodes, databases, load balancer, image.",
  parameters: (command) => command.argument("[environments...]", "environments (default: all that run the platform)"),
  statuses: {
    ok: "everything can be had",
    failed: "something cannot be had",
    unchecked: "a region could not be asked",
  },
  action: async ({ args, progress, print }) => {
    const reports = await preflight(wantedEnvironments(args), progress);
    print({ environments: reports }, [...reports.map(describe), summarize(reports)].join("\n\n"));
    return exitStatus(reports);
  },
});
