/**
 * `npm run rehearse`: deploys an environment with the real Terraform and simulated providers, plans it again, and
 * destroys it. No account, no key, no download, no registry.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Command } from "commander";
import { Progress } from "../progress";
import { TerraformMissing } from "../terraform";
import type { Cloud } from "./cloud/cloud";
import { type Drift, parseDrift, parseFault } from "./cloud/faults";
import { execute } from "./exec";
import type { AssemblyStack } from "./run/assembly";
import { findOrphans, importCommand, stateIds } from "./run/orphans";
import { leftovers, type Observer, runStep, type StepResult } from "./run/rehearsal";
import { rehearseScale, type ScaleResult } from "./run/scale";
import { type Simulator, startSimulator } from "./run/simulator";
import { SWEPT, type SweepResult, sweepStack } from "./run/sweep";
import { synthesize } from "./run/synthesis";

interface Options {
  readonly phase?: string;
  readonly stack?: readonly string[];
  readonly fault?: readonly string[];
  readonly drift?: readonly string[];
  readonly seed: string;
  readonly json: boolean;
}

interface Report {
  readonly steps: readonly StepResult[];
  /** What exists that should not: after a destroy anything, after a failed deploy what no state knows. */
  readonly leftovers: readonly string[];
}

async function rehearse(environments: readonly string[], options: Options, scratch: string): Promise<Report> {
  const faults = (options.fault ?? []).map(parseFault);
  const drifts = (options.drift ?? []).map(parseDrift);
  const outdir = path.join(scratch, "cdktf.out");
  const wanted = { environments, phase: options.phase, stacks: options.stack };
  const stacks = await synthesize(outdir, wanted);
  const simulator = await startSimulator(process.cwd(), stacks, { faults, seed: options.seed });
  const observer = observe(new Progress(process.stderr, options.json));
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
  const owner = resource && stacks.find((stack) => stateIds(stack).includes(`${type} ${resource.id}`));
  if (!resource || !owner) throw new Error(`--drift: ${type} is not among what was deployed; name a type that is.`);
  cloud.drift(type, resource.id, attribute, value);
  return owner;
}

function observe(progress: Progress): Observer {
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
  const failed = steps.filter(({ ok }) => !ok);
  const verdict =
    failed.length > 0 ? `failed at ${failed[0]?.step} of ${failed[0]?.stack}` : "deployed, planned empty, destroyed";
  return [...left, `${deployed.length} stacks, ${resources} resources: ${verdict} in ${seconds.toFixed(1)} s`].join(
    "\n",
  );
}

async function runRehearsal(environments: readonly string[], options: Options): Promise<void> {
  const report = await rehearse(environments, options, scratchFolder());
  console.log(options.json ? JSON.stringify(report, null, 2) : summarize(report));
  process.exitCode = report.steps.every(({ ok }) => ok) && report.leftovers.length === 0 ? 0 : 1;
}

async function runSweep(environments: readonly string[], options: Options & { every: string }): Promise<void> {
  const scratch = scratchFolder();
  const stacks = await synthesize(path.join(scratch, "cdktf.out"), {
    environments,
    phase: options.phase,
    stacks: options.stack,
  });
  const simulator = await startSimulator(process.cwd(), stacks);
  const progress = new Progress(process.stderr, options.json);
  const results: SweepResult[] = [];
  try {
    for (const stack of stacks) {
      for (const fault of SWEPT) {
        const onTry = (nth: number, of: number) => progress.begin(`${stack.name}: ${fault} at create ${nth} of ${of}`);
        const result = await sweepStack(stack, simulator, fault, Number(options.every), onTry);
        results.push(result);
        const { tried, converged, adopted, seconds, errors } = result;
        const verdict = `${converged} of ${tried} converged, ${adopted} adopted by import`;
        progress.end(
          [`${stack.name.padEnd(28)} ${fault.padEnd(5)} ${verdict}, ${seconds.toFixed(0)} s`, ...errors].join("\n"),
        );
      }
    }
  } finally {
    simulator.stop();
  }
  const whole = results.every(({ tried, converged }) => tried === converged);
  const sum = (key: "tried" | "converged" | "adopted") => results.reduce((total, result) => total + result[key], 0);
  if (options.json) console.log(JSON.stringify(results, null, 2));
  else console.log(`${sum("tried")} faults, ${sum("converged")} converged, ${sum("adopted")} resources adopted`);
  process.exitCode = whole ? 0 : 1;
}

async function runScale({ resources, json }: { resources: string[]; json: boolean }): Promise<void> {
  const observer = observe(new Progress(process.stderr, json));
  const results: ScaleResult[] = [];
  for (const size of resources) {
    results.push(await rehearseScale(process.cwd(), path.join(scratchFolder(), size), Number(size), observer));
  }
  if (json) console.log(JSON.stringify(results, null, 2));
  else {
    for (const { resources: count, seconds, resourcesPerSecond, peakMiB } of results) {
      const rate = `${resourcesPerSecond.toFixed(0)} resources/s`;
      console.log(`${count} resources: ${seconds.toFixed(1)} s, ${rate}, simulator's peak ${peakMiB.toFixed(0)} MiB`);
    }
  }
  process.exitCode = results.every(({ steps }) => steps.every(({ ok }) => ok)) ? 0 : 1;
}

/** A folder that is gone when the process is. */
function scratchFolder(): string {
  const scratch = mkdtempSync(path.join(tmpdir(), "rehearse-"));
  process.once("exit", () => rmSync(scratch, { recursive: true, force: true }));
  return scratch;
}

const program = new Command("rehearse")
  .usage("[command] [environment…] [options]   (npm run rehearse -- production)")
  .description("The real Terraform with simulated providers: no account, no key, no download, no registry.")
  .enablePositionalOptions();

program
  .command("run", { isDefault: true })
  .description("deploy environments, plan them again (must be empty), destroy them")
  .argument("[environments...]", "environments (default: all)")
  .option("--phase <phase>", "hosts, migrating or cluster")
  .option("--stack <id...>", "only these stacks")
  .option("--fault <fault...>", "what goes wrong: <operation>:<n>[:<type>]=<fault>, such as create:3=fail")
  .option("--drift <drift...>", "what somebody changes behind Terraform's back: <type>.<attribute>=<value>")
  .option("--seed <text>", "what made-up ids and values follow from", "rehearsal")
  .option("--json", "print one JSON object", false)
  .action(runRehearsal);

program
  .command("exec")
  .description("run any command with simulated providers, such as: exec cdktf diff production-network")
  .argument("<command...>", "the command")
  .option("--no-deletion-protection", "let stacks be destroyed, once that is deployed")
  .passThroughOptions()
  .action(async (command: string[], { deletionProtection }: { deletionProtection: boolean }) => {
    process.exitCode = await execute(command, !deletionProtection);
  });

program
  .command("sweep")
  .description("fail at every create of each stack in turn (refused, answer lost, Terraform killed), and deploy again")
  .argument("[environments...]", "environments (default: all)")
  .option("--phase <phase>", "hosts, migrating or cluster")
  .option("--stack <id...>", "only these stacks")
  .option("--every <n>", "only each n-th create", "1")
  .option("--json", "print one JSON object", false)
  .action(runSweep);

program
  .command("scale")
  .description("rehearse stacks of so many resources: time, resources per second, memory")
  .option("--resources <n...>", "sizes", ["100", "500", "2000"])
  .option("--json", "print one JSON object", false)
  .action(runScale);

// On a signal the exit handlers clean up; Terraform has had the signal too, and ends by itself.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));

program.parseAsync().catch((error: Error & { exitCode?: number }) => {
  if (error instanceof TerraformMissing || error.message.startsWith("--")) console.error(error.message);
  // A failed synth has said what is wrong.
  else if (error.exitCode === undefined) console.error(error);
  process.exitCode = 1;
});
