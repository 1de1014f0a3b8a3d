import path from "node:path";
import { Progress } from "../../command/progress";
import { scratchFolder } from "../../command/scratch-folder";
import type { AssemblyStack } from "../../terraform/assembly";
import { synthesize } from "../../terraform/synthesis";
import type { Cloud } from "../cloud/cloud";
import type { Drift, PlannedFault } from "../cloud/faults";
import { keyOf } from "../cloud/inventory";
import { findOrphans, importCommand, stateIds } from "../run/orphans";
import { leftovers, type Observer, runStep, type StepResult } from "../run/rehearsal";
import { type Simulator, startSimulator } from "../run/simulator";

export interface RehearseOptions {
  readonly phase?: string;
  readonly stack?: readonly string[];
  readonly fault: readonly PlannedFault[];
  readonly drift: readonly Drift[];
  readonly seed: string;
  readonly json: boolean;
}

interface Report {
  readonly steps: readonly StepResult[];
  /** What exists that should not: after a destroy anything, after a failed deploy what no state knows. */
  readonly leftovers: readonly string[];
}

/** Deploys environments, plans again, destroys; sets the exit status 1 when a step fails or anything is left. */
export async function runRehearsal(environments: readonly string[], options: RehearseOptions): Promise<void> {
  const report = await rehearse(environments, options, path.join(scratchFolder("rehearse"), "cdktf.out"));
  console.log(options.json ? JSON.stringify(report, null, 2) : summarize(report));
  process.exitCode = report.steps.every(({ ok }) => ok) && report.leftovers.length === 0 ? 0 : 1;
}

async function rehearse(environments: readonly string[], options: RehearseOptions, outdir: string): Promise<Report> {
  const { phase, stack, fault, drift: drifts, seed, json } = options;
  const wanted = { environments, phase, stacks: stack };
  const stacks = await synthesize(outdir, wanted);
  const simulator = await startSimulator(process.cwd(), stacks, { faults: fault, seed });
  const observer = observe(new Progress(process.stderr, json));
  const steps: StepResult[] = [];
  const step = async (name: StepResult["step"], of: readonly AssemblyStack[]) => {
    if (steps.every(({ ok }) => ok)) steps.push(...(await runStep(name, of, simulator, observer)));
  };
  try {
    await step("deploy", stacks);
    const failed = steps.find(({ ok }) => !ok);
    if (failed) return { steps, leftovers: await orphansOf(stacks, failed.stack, simulator) };
    for (const drift of drifts) {
      const drifted = [introduce(drift, stacks, simulator.cloud)];
      await step("find drift", drifted);
      await step("repair", drifted);
    }
    await step("second plan", stacks);
    // What refuses deletion has to be told first, as in a real removal.
    const unprotected = await synthesize(outdir, { ...wanted, unprotected: true });
    await step("unprotect", unprotected);
    await step("destroy", unprotected);
    return { steps, leftovers: steps.every(({ ok }) => ok) ? leftovers(simulator.cloud) : [] };
  } finally {
    simulator.stop();
  }
}

/** What a failed deploy has made without its state knowing, each with the command that adopts it. */
async function orphansOf(stacks: readonly AssemblyStack[], failed: string, simulator: Simulator): Promise<string[]> {
  const [stack] = stacks.filter(({ name }) => name === failed);
  if (!stack) return [];
  const others = stacks.filter((other) => other !== stack).flatMap(stateIds);
  const orphans = await findOrphans(stack, simulator, others);
  return orphans.map((orphan) => `${orphan.id} exists, and no state knows it; adopt it: ${importCommand(orphan)}`);
}

/** Changes an attribute of the first resource of a type. @returns the stack that has to notice */
function introduce({ type, attribute, value }: Drift, stacks: readonly AssemblyStack[], cloud: Cloud): AssemblyStack {
  const [resource] = cloud.all().filter((each) => each.type === type);
  const owner = resource && stacks.find((stack) => stateIds(stack).includes(keyOf(type, resource.id)));
  if (!resource || !owner) throw new Error(`--drift: ${type} is not among what was deployed; name a type that is.`);
  cloud.drift(type, resource.id, attribute, value);
  return owner;
}

/** Tells of steps as they go. */
export function observe(progress: Progress): Observer {
  return {
    begin: (step, stack) => progress.begin(`${step} ${stack}`),
    end: ({ step, stack, ok, seconds, resources, error }) => {
      const line = `${ok ? "ok    " : "FAILED"}  ${step.padEnd(11)}  ${stack.padEnd(28)} ${seconds.toFixed(1).padStart(6)} s`;
      progress.end(`${line}  ${resources} resources${error === undefined ? "" : `\n${error}`}`);
    },
  };
}

function summarize({ steps, leftovers: left }: Report): string {
  const deployed = steps.filter(({ step }) => step === "deploy");
  const resources = deployed.reduce((sum, { resources: count }) => sum + count, 0);
  const seconds = steps.reduce((sum, step) => sum + step.seconds, 0);
  const failed = steps.find(({ ok }) => !ok);
  const verdict = failed ? `failed at ${failed.step} of ${failed.stack}` : "deployed, planned empty, destroyed";
  const summary = `${deployed.length} stacks, ${resources} resources: ${verdict} in ${seconds.toFixed(1)} s`;
  return [...left, summary].join("\n");
}
