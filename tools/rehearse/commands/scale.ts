import path from "node:path";
import type { CommandDefinition } from "../../command/command";
import { ExitStatus } from "../../command/exit-status";
import { positiveInteger } from "../../command/positive-integer";
import { scratchFolder } from "../../command/scratch-folder";
import { rehearseScale, type ScaleResult } from "../run/scale";
import { showSteps } from "./show-steps";

interface ScaleOptions {
  readonly resources?: readonly number[];
}

const DEFAULT_SIZES = [100, 500, 2000];

/** `npm run rehearse -- scale`. */
export const scaleCommand: CommandDefinition<ScaleOptions> = {
  name: "scale",
  description: "rehearse stacks of so many resources: time, resources per second, memory",
  parameters: (command) =>
    command.option("--resources <n...>", `sizes (default: ${DEFAULT_SIZES.join(" ")})`, collectSize),
  statuses: { ok: "every step succeeded", failed: "a step failed" },
  action: async ({ options: { resources = DEFAULT_SIZES }, progress, print }) => {
    const results: ScaleResult[] = [];
    for (const size of resources) {
      const outdir = path.join(scratchFolder("scale"), "cdktf.out");
      results.push(await rehearseScale(process.cwd(), outdir, size, showSteps(progress)));
    }
    print(results, results.map(describe).join("\n"));
    return results.every(({ steps }) => steps.every(({ ok }) => ok)) ? ExitStatus.ok : ExitStatus.failed;
  },
};

function collectSize(text: string, earlier: readonly number[] = []): number[] {
  return [...earlier, positiveInteger(text)];
}

function describe({ resources, seconds, resourcesPerSecond, peakMiB }: ScaleResult): string {
  const rate = `${resourcesPerSecond.toFixed(0)} resources/s`;
  return `${resources} resources: ${seconds.toFixed(1)} s, ${rate}, simulator's peak ${peakMiB.toFixed(0)} MiB`;
}
