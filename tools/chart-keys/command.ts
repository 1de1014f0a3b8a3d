/**
 * `npm run chart-keys`: writes which keys the published charts have to `schemas/helm/`, from the charts themselves. Tests
 * hold the values in helm-values/ against them.
 */
import { mkdirSync, renameSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { PublishedChart } from "../../constructs/kubernetes/helm/helm-release";
import { type ClusterRelease, RELEASES, WORKLOAD_RELEASES } from "../../stacks/in-cluster/releases";
import type { CommandContext } from "../command/command";
import { ExitStatus } from "../command/exit-status";
import { runProgram } from "../command/processes/run-program";
import type { ProgressReporter } from "../command/progress";
import { runCommand } from "../command/run-command";
import { scratchFolder } from "../command/scratch-folder";
import { UserError } from "../command/user-error";
import { keysFile } from "./key-list";
import { isChart, keysOfChart } from "./keys";

/** The program that prints where Helm is, and builds it first if need be. */
const HELM = ".ci/helm";

/** Every published chart of the releases, once. */
function publishedCharts(): PublishedChart[] {
  const releases: ClusterRelease[] = [...Object.values(RELEASES), ...Object.values(WORKLOAD_RELEASES)];
  const charts = releases.flatMap(({ chart }) => ("folder" in chart ? [] : [chart]));
  return [...new Map(charts.map((chart) => [chart.name, chart])).values()];
}

function pullArguments({ name, repository, version }: PublishedChart, folder: string): string[] {
  return ["pull", name, "--repo", repository, "--version", version, "--untar", "--untardir", folder];
}

async function pull(charts: readonly PublishedChart[], folder: string, progress: ProgressReporter): Promise<void> {
  const helm = await findHelm();
  for (const chart of charts) {
    const { name, repository, version } = chart;
    progress.begin(`pulling ${name} ${version}`);
    const { failed, stderr } = await runProgram(helm, pullArguments(chart, folder));
    if (failed)
      throw new UserError(
        `${name} ${version}: cannot be pulled from ${repository}; see that this machine reaches it, or name a folder ` +
          `of unpacked charts. Helm says:\n${stderr}`,
      );
    progress.end(`pulled ${name} ${version}`);
  }
}

async function findHelm(): Promise<string> {
  const { failed, stdout } = await runProgram(path.resolve(HELM), [], { stderr: "inherit" });
  if (!failed) return stdout;
  throw new UserError(`${HELM}: gives no Helm to pull charts with; mend that, or name a folder of unpacked charts`);
}

function checkComplete(charts: readonly PublishedChart[], folder: string): void {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new UserError(`${folder}: is no folder; name one of unpacked charts, or none to pull them with Helm`);
  const missing = charts.filter(({ name }) => !isChart(path.join(folder, name)));
  if (missing.length === 0) return;
  const names = missing.map(({ name }) => name).join(", ");
  const wrong = `${folder}: has no chart ${names}; unpack what is missing, or name no folder to pull all charts:`;
  const remedies = missing.map((chart) => `  helm ${pullArguments(chart, folder).join(" ")}`);
  throw new UserError([wrong, ...remedies].join("\n"));
}

async function writeKeys({ args: [given], progress, print }: CommandContext): Promise<ExitStatus> {
  const charts = publishedCharts();
  const folder = given ?? scratchFolder("helm-charts");
  if (given === undefined) await pull(charts, folder, progress);
  checkComplete(charts, folder);
  // All are read before one is written.
  const lists = charts.map(({ name }) => ({ file: keysFile(name), list: keysOfChart(path.join(folder, name)) }));
  for (const { file, list } of lists) {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(`${file}.partial`, list.toString());
    renameSync(`${file}.partial`, file);
  }
  const files = lists.map(({ file, list }) => ({ file, keys: list.size }));
  print({ files }, files.map(({ file, keys }) => `${file}: ${keys} keys`).join("\n"));
  return ExitStatus.ok;
}

runCommand({
  name: "chart-keys",
  description: `Writes ${keysFile("<chart>")}, the keys that a chart has, of every published chart in stacks/in-cluster/releases.ts.`,
  parameters: (command) =>
    command.argument(
      "[folder]",
      "has the charts unpacked, each in a folder of its name (default: they are pulled with Helm)",
    ),
  statuses: { ok: "all files are written" },
  notes: `${HELM} gives Helm: it builds it at its first run, which needs Go.`,
  action: writeKeys,
});
