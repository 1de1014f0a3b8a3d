import { type AssemblyStack, resourceCount } from "../../terraform/assembly";
import { PLAN_HAS_CHANGES, readPlan, takenAway } from "../../terraform/plan";
import { type TerraformResult, terraform } from "../../terraform/terraform";
import type { Cloud } from "../cloud/cloud";
import { keyOf } from "../cloud/inventory";
import type { Simulator } from "./simulator";

/** The steps of a rehearsal, in their order. */
export type Step =
  | "deploy"
  | "find drift"
  | "repair"
  | "second plan"
  | "deploy again"
  | "refresh"
  | "third plan"
  | "deploy later"
  | "plan later"
  | "unprotect"
  | "destroy";

/** How a step went for one stack. */
export interface StepResult {
  readonly step: Step;
  readonly stack: string;
  readonly ok: boolean;
  readonly seconds: number;
  /** How many resources the stack has. */
  readonly resources: number;
  /** What went wrong, in Terraform's words. */
  readonly error?: string;
}

export interface Observer {
  begin(step: Step, stack: string): void;
  end(result: StepResult): void;
}

/**
 * Runs one step of Terraform for each stack in turn, and stops at the first that fails.
 *
 * @returns a result per stack that was reached
 */
export async function runStep(
  step: Step,
  stacks: readonly AssemblyStack[],
  simulator: Simulator,
  observer: Observer,
): Promise<StepResult[]> {
  const results: StepResult[] = [];
  for (const stack of step === "destroy" ? [...stacks].reverse() : stacks) {
    observer.begin(step, stack.name);
    const start = process.hrtime.bigint();
    const error = await COMMANDS[step](stack, simulator);
    const seconds = Number(process.hrtime.bigint() - start) / 1e9;
    const result = {
      step,
      stack: stack.name,
      ok: error === undefined,
      seconds,
      resources: resourceCount(stack.configuration),
    };
    results.push(error === undefined ? result : { ...result, error });
    observer.end(results.at(-1) as StepResult);
    if (error !== undefined) break;
  }
  return results;
}

const COMMANDS: Readonly<Record<Step, (stack: AssemblyStack, simulator: Simulator) => Promise<string | undefined>>> = {
  deploy,
  "find drift": async (stack, simulator) => {
    const { exitCode, stderr } = await run(stack, simulator, ["plan", "-detailed-exitcode", "-lock=false"]);
    return exitCode === PLAN_HAS_CHANGES ? undefined : stderr || "the plan is empty: nobody would have noticed";
  },
  repair: apply,
  "second plan": (stack, simulator) => planEmpty(stack, simulator, [`-out=${SECOND_PLAN}`]),
  "deploy again": deployNothing,
  refresh: async (stack, simulator) =>
    failure(await run(stack, simulator, ["apply", "-refresh-only", "-auto-approve"])),
  // The state has just been refreshed.
  "third plan": (stack, simulator) => planEmpty(stack, simulator, ["-refresh=false"]),
  "deploy later": deployInPlace,
  "plan later": planEmpty,
  unprotect: deploy,
  destroy: async (stack, simulator) => failure(await run(stack, simulator, ["destroy", "-auto-approve"])),
};

async function deploy(stack: AssemblyStack, simulator: Simulator): Promise<string | undefined> {
  return (await init(stack, simulator)) ?? (await apply(stack, simulator));
}

async function planEmpty(
  stack: AssemblyStack,
  simulator: Simulator,
  flags: readonly string[] = [],
): Promise<string | undefined> {
  const changes = failure(await run(stack, simulator, ["plan", "-detailed-exitcode", "-lock=false", ...flags]));
  return changes && `the plan is not empty:\n${changes}`;
}

const SECOND_PLAN = "second.tfplan";

/** Applies the second plan, which is empty: the cloud has to hold the same as before. */
async function deployNothing(stack: AssemblyStack, simulator: Simulator): Promise<string | undefined> {
  const before = simulator.cloud.all();
  const failed = failure(await run(stack, simulator, ["apply", SECOND_PLAN]));
  if (failed !== undefined) return failed;
  const after = new Set(simulator.cloud.all());
  const touched = before.filter((resource) => !after.has(resource)).map(({ type, id }) => keyOf(type, id));
  if (touched.length > 0) return `the deploy changed or deleted ${touched.join(", ")}`;
  return after.size > before.length ? "the deploy made something" : undefined;
}

/** Applies what time has changed, unless that takes something away: then it says what. */
async function deployInPlace(stack: AssemblyStack, simulator: Simulator): Promise<string | undefined> {
  const failed = failure(await run(stack, simulator, ["plan", `-out=${PLAN_FILE}`]));
  if (failed !== undefined) return failed;
  const { stdout } = await run(stack, simulator, ["show", "-json", PLAN_FILE]);
  const lost = takenAway(readPlan(stdout)).map(({ address }) => address);
  if (lost.length > 0) return `the deploy would delete or replace ${lost.join(", ")}`;
  return failure(await run(stack, simulator, ["apply", PLAN_FILE]));
}

const PLAN_FILE = "later.tfplan";

/** Initializes a stack's folder. @returns what went wrong, in Terraform's words */
export async function init(stack: AssemblyStack, simulator: Simulator): Promise<string | undefined> {
  return failure(await run(stack, simulator, ["init"]));
}

/** Applies an initialized stack. @returns what went wrong, in Terraform's words */
export async function apply(stack: AssemblyStack, simulator: Simulator): Promise<string | undefined> {
  return failure(await run(stack, simulator, ["apply", "-auto-approve"]));
}

function failure({ exitCode, stdout, stderr }: TerraformResult): string | undefined {
  return exitCode === 0 ? undefined : stderr || stdout || "Terraform was killed";
}

/** Runs Terraform in a stack's folder; the fault `kill` ends it. */
export function run({ folder }: AssemblyStack, { variables, cloud }: Simulator, args: readonly string[]) {
  return terraform(
    [...args, "-no-color"],
    folder,
    { ...variables, TF_INPUT: "0" },
    {
      onStart: (kill) => {
        cloud.killTerraform = kill;
      },
    },
  );
}

/** What the cloud still holds, as sentences: after a rehearsal, nothing. */
export function leftovers(cloud: Cloud): string[] {
  return cloud.all().map(({ type, id }) => `${keyOf(type, id)} is still there`);
}
