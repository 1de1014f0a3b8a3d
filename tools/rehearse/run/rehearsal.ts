import { terraform } from "../../terraform";
import type { Cloud } from "../cloud/cloud";
import { type AssemblyStack, resourceCount } from "./assembly";
import type { Simulator } from "./simulator";

/** The steps of a rehearsal, in their order. */
export type Step = "deploy" | "second plan" | "unprotect" | "destroy";

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
  deploy: apply,
  "second plan": async (stack, simulator) => {
    const { exitCode, stdout, stderr } = await run(stack, simulator, ["plan", "-detailed-exitcode", "-lock=false"]);
    return exitCode === 0 ? undefined : `the second plan is not empty:\n${stderr || stdout}`;
  },
  unprotect: apply,
  destroy: async (stack, simulator) => {
    const { exitCode, stdout, stderr } = await run(stack, simulator, ["destroy", "-auto-approve"]);
    return exitCode === 0 ? undefined : stderr || stdout;
  },
};

async function apply(stack: AssemblyStack, simulator: Simulator): Promise<string | undefined> {
  const init = await run(stack, simulator, ["init"]);
  if (init.exitCode !== 0) return init.stderr || init.stdout;
  const { exitCode, stdout, stderr } = await run(stack, simulator, ["apply", "-auto-approve"]);
  return exitCode === 0 ? undefined : stderr || stdout;
}

function run({ folder }: AssemblyStack, { variables }: Simulator, args: readonly string[]) {
  return terraform([...args, "-input=false", "-no-color"], folder, variables);
}

/** What the cloud still holds, as sentences: after a rehearsal, nothing. */
export function leftovers(cloud: Cloud): string[] {
  return cloud.all().map(({ type, id }) => `${type} ${id} is still there`);
}
