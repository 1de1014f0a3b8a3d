import path from "node:path";
import { Progress } from "../../command/progress";
import { scratchFolder } from "../../command/scratch-folder";
import { rehearseScale, type ScaleResult } from "../run/scale";
import { observe } from "./rehearse";

/** Rehearses stacks of so many resources, and says what that took. */
export async function runScale({ resources, json }: { resources: number[]; json: boolean }): Promise<void> {
  const observer = observe(new Progress(process.stderr, json));
  const results: ScaleResult[] = [];
  for (const size of resources) {
    const outdir = path.join(scratchFolder("scale"), "cdktf.out");
    results.push(await rehearseScale(process.cwd(), outdir, size, observer));
  }
  console.log(json ? JSON.stringify(results, null, 2) : results.map(describe).join("\n"));
  process.exitCode = results.every(({ steps }) => steps.every(({ ok }) => ok)) ? 0 : 1;
}

function describe({ resources, seconds, resourcesPerSecond, peakMiB }: ScaleResult): string {
  const rate = `${resourcesPerSecond.toFixed(0)} resources/s`;
  return `${resources} resources: ${seconds.toFixed(1)} s, ${rate}, simulator's peak ${peakMiB.toFixed(0)} MiB`;
}
