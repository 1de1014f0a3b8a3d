import path from "node:path";
import { Progress } from "../../command/progress";
import { scratchFolder } from "../../command/scratch-folder";
import type { AssemblyStack } from "../../terraform/assembly";
import { synthesize } from "../../terraform/synthesis";
import { runStep } from "../run/rehearsal";
import { type Simulator, startSimulator } from "../run/simulator";
import { SWEPT, type SweepResult, sweepStack } from "../run/sweep";

export interface SweepOptions {
  readonly phase?: string;
  readonly stack?: readonly string[];
  readonly every: number;
  readonly json: boolean;
}

/**
 * Sweeps stacks with every kind of fault; what they depend on is deployed before, without. Sets the exit status 1 when one
 * does not come out whole.
 */
export async function runSweep(environments: readonly string[], options: SweepOptions): Promise<void> {
  const { phase, stack: wanted, every, json } = options;
  const outdir = path.join(scratchFolder("sweep"), "cdktf.out");
  const stacks = await synthesize(outdir, { environments, phase, stacks: wanted });
  const simulator = await startSimulator(process.cwd(), stacks);
  const progress = new Progress(process.stderr, json);
  const results: SweepResult[] = [];
  try {
    for (const stack of stacks) {
      if (wanted && !wanted.includes(stack.name)) {
        await deploy(stack, simulator);
        continue;
      }
      const base = simulator.cloud.all();
      for (const fault of SWEPT) {
        const onTry = (nth: number, of: number) => progress.begin(`${stack.name}: ${fault} at create ${nth} of ${of}`);
        const result = await sweepStack(stack, simulator, { fault, every, base }, onTry);
        results.push(result);
        progress.end(describe(result));
      }
    }
  } finally {
    simulator.stop();
  }
  console.log(json ? JSON.stringify(results, null, 2) : summarize(results));
  process.exitCode = results.every(({ tried, converged }) => tried === converged) ? 0 : 1;
}

/** @throws in Terraform's words */
async function deploy(stack: AssemblyStack, simulator: Simulator): Promise<void> {
  const [result] = await runStep("deploy", [stack], simulator, { begin: () => {}, end: () => {} });
  if (!result?.ok) throw new Error(`${stack.name} did not deploy: ${result?.error}`);
}

function describe({ stack, fault, tried, converged, adopted, torn, seconds, errors }: SweepResult): string {
  const restored = torn > 0 ? `, ${torn} torn states restored` : "";
  const verdict = `${converged} of ${tried} converged, ${adopted} adopted by import${restored}, ${seconds.toFixed(0)} s`;
  return [`${stack.padEnd(28)} ${fault.padEnd(5)} ${verdict}`, ...errors].join("\n");
}

function summarize(results: readonly SweepResult[]): string {
  const sum = (key: "tried" | "converged" | "adopted") => results.reduce((total, result) => total + result[key], 0);
  return `${sum("tried")} faults, ${sum("converged")} converged, ${sum("adopted")} resources adopted`;
}
