/**
 * `npm run chart-keys`: writes which keys the published charts have to `schemas/helm/`, from the charts themselves. Tests
 * hold the values in helm-values/ against them.
 */
import { mkdirSync, renameSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Command } from "commander";
import execa from "execa";
import type { PublishedChart } from "../../constructs/kubernetes/helm/helm-release";
import { type ClusterRelease, RELEASES, WORKLOAD_RELEASES } from "../../stacks/in-cluster/releases";
import { Progress } from "../command/progress";
import { exitOnSignals, scratchFolder } from "../command/scratch-folder";
import { keysFile } from "./key-list";
import { isChart, keysOfChart, UnreadableChart } from "./keys";

/** The program that prints where Helm is, and builds it first if need be. */
const HELM = ".ci/helm";

/** The charts cannot be had; shown without a stack trace. */
class ChartsMissing extends Error {}

/** Every published chart of the releases, once. */
function publishedCharts(): PublishedChart[] {
  const releases: ClusterRelease[] = [...Object.values(RELEASES), ...Object.values(WORKLOAD_RELEASES)];
  const charts = releases.flatMap(({ chart }) => ("folder" in chart ? [] : [chart]));
  return [...new Map(charts.map((chart) => [chart.name, chart])).values()];
}

function pullArguments({ name, repository, version }: PublishedChart, folder: string): string[] {
  return ["pull", name, "--repo", repository, "--version", version, "--untar", "--untardir", folder];
}

async function pull(charts: readonly PublishedChart[], folder: string): Promise<void> {
  const helm = await findHelm();
  const progress = new Progress(process.stderr);
  for (const chart of charts) {
    const { name, repository, version } = chart;
    progress.begin(`pulling ${name} ${version}`);
    const { failed, stderr } = await execa(helm, pullArguments(chart, folder), { stdin: "ignore", reject: false });
    if (failed)
      throw new ChartsMissing(
        `${name} ${version}: cannot be pulled from ${repository}; see that this machine reaches it, or name a folder ` +
          `of unpacked charts. Helm says:\n${stderr}`,
      );
    progress.end(`pulled ${name} ${version}`);
  }
}

async function findHelm(): Promise<string> {
  const { failed, stdout } = await execa(path.resolve(HELM), { stdin: "ignore", stderr: "inherit", reject: false });
  if (!failed) return stdout;
  throw new ChartsMissing(`${HELM}: gives no Helm to pull charts with; mend that, or name a folder of unpacked charts`);
}

function checkComplete(charts: readonly PublishedChart[], folder: string): void {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new ChartsMissing(`${folder}: is no folder; name one of unpacked charts, or none to pull them with Helm`);
  const missing = charts.filter(({ name }) => !isChart(path.join(folder, name)));
  if (missing.length === 0) return;
  const names = missing.map(({ name }) => name).join(", ");
  const wrong = `${folder}: has no chart ${names}; unpack what is missing, or name no folder to pull all charts:`;
  const remedies = missing.map((chart) => `  helm ${pullArguments(chart, folder).join(" ")}`);
  throw new ChartsMissing([wrong, ...remedies].join("\n"));
}

async function writeKeys(given: string | undefined): Promise<void> {
  const charts = publishedCharts();
  const folder = given ?? scratchFolder("helm-charts");
  if (given === undefined) await pull(charts, folder);
  checkComplete(charts, folder);
  // All are read before one is written.
  const lists = charts.map(({ name }) => [keysFile(name), keysOfChart(path.join(folder, name))] as const);
  for (const [file, list] of lists) {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(`${file}.partial`, list.toString());
    renameSync(`${file}.partial`, file);
    console.log(`${file}: ${list.size} keys`);
  }
}

const command = new Command("chart-keys")
  .usage("[folder]   (npm run chart-keys -- [folder])")
  .description(
    `Writes ${keysFile("<chart>")}, the keys that a chart has, of every published chart in stacks/in-cluster/releases.ts.`,
  )
  .argument("[folder]", "has the charts unpacked, each in a folder of its name (default: they are pulled with Helm)")
  .addHelpText("after", `\n${HELM} gives Helm: it builds it at its first run, which needs Go.`)
  .allowExcessArguments(false)
  .parse();

exitOnSignals();
writeKeys(command.args[0]).catch((error: Error) => {
  const expected = error instanceof ChartsMissing || error instanceof UnreadableChart;
  console.error(expected ? error.message : error);
  process.exitCode = 1;
});
