import path from "node:path";
import { InvalidArgumentError } from "commander";
import type { CommandContext, CommandDefinition } from "../../command/command";
import { ExitStatus } from "../../command/exit-status";
import { positiveInteger } from "../../command/positive-integer";
import { scratchFolder } from "../../command/scratch-folder";
import { UserError } from "../../command/user-error";
import type { AssemblyStack } from "../../terraform/assembly";
import { synthesize } from "../../terraform/synthesis";
import type { Cloud } from "../cloud/cloud";
import { type Drift, FAULTS, OPERATIONS, type PlannedFault, parseDrift, parseFault } from "../cloud/faults";
import { keyOf } from "../cloud/inventory";
import { findOrphans, importCommand, stateIds } from "../run/orphans";
import { leftovers, runStep, type StepResult } from "../run/rehearsal";
import { type Simulator, startSimulator } from "../run/simulator";
import { showSteps } from "./show-steps";

interface RehearseOptions {
  readonly phase?: string;
  readonly stack?: readonly string[];
  readonly fault: readonly PlannedFault[];
  readonly drift: readonly Drift[];
  readonly later?: number;
  readonly busyParents: boolean;
  readonly seed: string;
}

interface Report {
  readonly steps: readonly StepResult[];
  /** What exists that should not: after a destroy anything, after a failed deploy what no state knows. */
  readonly leftovers: readonly string[];
}

/** `npm run rehearse`. */
export const rehearseCommand: CommandDefinition<RehearseOptions> = {
  name: "run",
  description: "deploy environments, plan them again (must be empty), destroy them",
  parameters: (command) =>
    command
      .argument("[environments...]", "environments (default: all)")
      .option("--phase <phase>", "hosts, migrating or cluster")
      .option("--stack <id...>", "only these stacks, and those that they depend on")
      .option(
        "--fault <fault...>",
        "what goes wrong: <operation>:<n>[:<type>]=<fault>, such as create:3=fail",
        collectFault,
        [],
      )
      .option("--drift <drift...>", "what somebody changes meanwhile: <type>.<attribute>=<value>", collectDrift, [])
      .option(
        "--later <days>",
        "deploy and plan again when so many days have passed: nothing may be replaced",
        positiveInteger,
      )
      .option("--busy-parents", "services refuse two parts of one resource at the same time, as real ones do", false)
      .option("--seed <text>", "what made-up ids and values follow from", "rehearsal"),
  statuses: { ok: "every step succeeded, and nothing is left", failed: "a step failed, or something is left" },
  action: async (context) => {
    const report = await rehearse(context);
    context.print(report, summarize(report));
    const isWell = report.steps.every(({ ok }) => ok) && report.leftovers.length === 0;
    return isWell ? ExitStatus.ok : ExitStatus.failed;
  },
};

function collectFault(text: string, earlier: readonly PlannedFault[]): PlannedFault[] {
  const fault = parseFault(text);
  if (fault) return [...earlier, fault];
  const form = "<operation>:<n>[:<type>]=<fault>, such as create:3=fail";
  throw new InvalidArgumentError(`Write ${form}; operations ${OPERATIONS.join(", ")}; faults ${FAULTS.join(", ")}.`);
}

function collectDrift(text: string, earlier: readonly Drift[]): Drift[] {
  const drift = parseDrift(text);
  if (drift) return [...earlier, drift];
  throw new InvalidArgumentError("Write <type>.<attribute>=<value>, such as alicloud_vpc.vpc_name=renamed.");
}

async function rehearse({ args, options, progress }: CommandContext<RehearseOptions>): Promise<Report> {
  const { phase, stack, fault, drift: drifts, later, busyParents, seed } = options;
  const outdir = path.join(scratchFolder("rehearse"), "cdktf.out");
  const wanted = { environments: args, phase, stacks: stack };
  const stacks = await synthesize(outdir, wanted);
  const simulator = await startSimulator(process.cwd(), stacks, { faults: fault, busyParents, seed });
  const observer = showSteps(progress);
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
    await step("deploy again", stacks);
    await step("refresh", stacks);
    await step("third plan", stacks);
    if (later !== undefined) {
      simulator.cloud.pass(later);
      await step("deploy later", stacks);
      await step("plan later", stacks);
    }
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

/** Changes an attribute of the first resource of a type. @returns the stack whose plan has to find it */
function introduce({ type, attribute, value }: Drift, stacks: readonly AssemblyStack[], cloud: Cloud): AssemblyStack {
  const [resource] = cloud.all().filter((each) => each.type === type);
  const owner = resource && stacks.find((stack) => stateIds(stack).includes(keyOf(type, resource.id)));
  if (!resource || !owner) throw new UserError(`--drift: ${type} is not among what was deployed; name a type that is.`);
  cloud.drift(type, resource.id, attribute, value);
  return owner;
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
