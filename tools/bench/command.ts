/** `npm run bench`: what a synth costs, as ratios within one run, because machines differ and are noisy. */
import { createRequire } from "node:module";
import { cpus } from "node:os";
import path from "node:path";
import { ExitStatus } from "../command/exit-status";
import { positiveInteger } from "../command/positive-integer";
import { runCommand } from "../command/run-command";
import { scratchFolder } from "../command/scratch-folder";
import { measureInTurn, median, type Subject, type Usage } from "./measure";

const REQUIRE = "node -e \"require('cdktf')\"";
const SYNTH = "npm run synth (its own process)";
const CLI = "cdktf synth";
const COPIES = [1, 10, 100];

/** A figure that the project promises to keep. */
interface Bar {
  readonly name: string;
  readonly value: number;
  readonly atMost?: number;
  readonly atLeast?: number;
}

function subjects(scratch: string): Subject[] {
  const cli = path.join(path.dirname(createRequire(__filename).resolve("cdktf-cli/package.json")), "bundle/bin/cdktf");
  return [
    { name: REQUIRE, args: ["-e", "require('cdktf')"] },
    { name: SYNTH, args: ["tools/runner/run.mjs", "main.ts", "--output", path.join(scratch, "synth")] },
    { name: CLI, args: [cli, "synth", "--output", path.join(scratch, "cli")] },
    ...COPIES.map((count) => ({
      name: copies(count),
      args: ["tools/runner/run.mjs", "tools/bench/copies.ts", String(count), path.join(scratch, `copies-${count}`)],
    })),
  ];
}

function copies(count: number): string {
  return count === 1 ? "1 environment" : `${count} environments`;
}

/** The median of the ratios of runs of the same round. */
function ratio(usages: ReadonlyMap<string, readonly Usage[]>, a: string, b: string): number {
  const [over, under] = [usages.get(a) ?? [], usages.get(b) ?? []];
  return median(over.map(({ cpuSeconds }, round) => cpuSeconds / (under[round]?.cpuSeconds ?? Number.NaN)));
}

function bars(usages: ReadonlyMap<string, readonly Usage[]>): Bar[] {
  return [
    { name: `CPU of a synth of everything over ${REQUIRE}`, value: ratio(usages, SYNTH, REQUIRE), atMost: 3 },
    { name: "CPU of cdktf synth over that of npm run synth", value: ratio(usages, CLI, SYNTH), atLeast: 10 },
    {
      name: "CPU per environment, of 100 over 10",
      value: ratio(usages, copies(100), copies(10)) / 10,
      atMost: 1.15,
    },
  ];
}

function summaries(usages: ReadonlyMap<string, readonly Usage[]>) {
  return [...usages].map(([name, runs]) => ({
    name,
    cpuSeconds: median(runs.map(({ cpuSeconds }) => cpuSeconds)),
    wallSeconds: median(runs.map(({ wallSeconds }) => wallSeconds)),
    peakMiB: Math.max(...runs.map(({ peakMiB }) => peakMiB)),
  }));
}

function describe(usages: ReadonlyMap<string, readonly Usage[]>, rounds: number): string {
  const cell = (value: number, digits: number) => value.toFixed(digits).padStart(9);
  return [
    `medians of ${rounds} runs in turn; ${cpus().length} cores, Node ${process.version}`,
    "",
    `${"".padEnd(34)}${"CPU s".padStart(9)}${"wall s".padStart(9)}${"peak MiB".padStart(9)}`,
    ...summaries(usages).map(
      ({ name, cpuSeconds, wallSeconds, peakMiB }) =>
        `${name.padEnd(34)}${cell(cpuSeconds, 2)}${cell(wallSeconds, 2)}${cell(peakMiB, 0)}`,
    ),
    "",
    ...bars(usages).map(describeBar),
  ].join("\n");
}

function describeBar({ name, value, atMost, atLeast }: Bar): string {
  const bar = atMost === undefined ? `at least ${atLeast}` : `at most ${atMost}`;
  const met = value <= (atMost ?? Number.POSITIVE_INFINITY) && value >= (atLeast ?? 0);
  return `${met ? "met   " : "MISSED"}  ${name}: ${value.toFixed(2)} (bar: ${bar})`;
}

runCommand<{ rounds: number }>({
  name: "bench",
  description: "Measures what a synth costs: CPU and wall time against its parts, growth, peak memory.",
  parameters: (command) => command.option("--rounds <count>", "counted runs of each command", positiveInteger, 5),
  statuses: { ok: "everything is measured, whether or not it meets its bar" },
  action: async ({ options: { rounds }, progress, print }) => {
    const usages = await measureInTurn(subjects(scratchFolder("bench")), rounds, (round) =>
      progress.begin(`round ${round} of ${rounds}`),
    );
    progress.end(`${rounds} rounds`);
    print({ rounds, usages: summaries(usages), bars: bars(usages) }, describe(usages, rounds));
    return ExitStatus.ok;
  },
});
