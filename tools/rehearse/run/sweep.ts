import { rmSync } from "node:fs";
import type { Fault } from "../cloud/faults";
import { type AssemblyStack, resourceCount, statePath } from "./assembly";
import { findOrphans, importCommand, stateIds } from "./orphans";
import { apply, init, run } from "./rehearsal";
import type { Simulator } from "./simulator";

/** The faults that a sweep rehearses. */
export const SWEPT = ["fail", "lose", "kill"] as const satisfies readonly Fault[];
export type SweptFault = (typeof SWEPT)[number];

/** How a stack stood one kind of fault, at every create in turn. */
export interface SweepResult {
  readonly stack: string;
  readonly fault: SweptFault;
  /** How many creates were made to fail, one at a time. */
  readonly tried: number;
  /** After how many of them the next deploy made the stack whole: nothing missing, nothing twice, an empty plan. */
  readonly converged: number;
  /** How many resources were adopted by the imports that were named. */
  readonly adopted: number;
  readonly seconds: number;
  /** Why the others did not. */
  readonly errors: readonly string[];
}

/**
 * Fails at every create of a stack in turn, and deploys again each time.
 *
 * @param every rehearses only each so-manieth create; 1 for all
 * @param onTry called before each try, with its number and how many there are
 */
export async function sweepStack(
  stack: AssemblyStack,
  simulator: Simulator,
  fault: SweptFault,
  every: number,
  onTry: (nth: number, of: number) => void,
): Promise<SweepResult> {
  const start = process.hrtime.bigint();
  const count = resourceCount(stack.configuration);
  const errors: string[] = [];
  let tried = 0;
  let adopted = 0;
  const failed = await init(stack, simulator);
  if (failed !== undefined) throw new Error(failed);
  for (let nth = 1; nth <= count; nth += every) {
    onTry(nth, count);
    tried += 1;
    try {
      adopted += await tryFault(stack, simulator, fault, nth, count);
    } catch (error) {
      errors.push(`${fault} at create ${nth}: ${(error as Error).message}`);
    }
  }
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  return { stack: stack.name, fault, tried, converged: tried - errors.length, adopted, seconds, errors };
}

/** @returns how many orphans were adopted. @throws when the stack does not come out whole */
async function tryFault(
  stack: AssemblyStack,
  simulator: Simulator,
  fault: SweptFault,
  nth: number,
  count: number,
): Promise<number> {
  forgetState(stack);
  simulator.cloud.reset([{ operation: "create", nth, fault }]);
  const refused = await apply(stack, simulator);
  if (refused === undefined) throw new Error("the deploy went through in spite of the fault");
  simulator.cloud.failBy([]);

  const orphans = await findOrphans(stack, simulator);
  for (const orphan of orphans) {
    const { exitCode, stderr } = await run(stack, simulator, ["import", orphan.address, orphan.id]);
    if (exitCode !== 0) throw new Error(`${importCommand(orphan)}: ${stderr}`);
  }
  const second = await apply(stack, simulator);
  if (second !== undefined) throw new Error(`the next deploy failed: ${second}`);
  const plan = await run(stack, simulator, ["plan", "-detailed-exitcode", "-lock=false"]);
  if (plan.exitCode !== 0) throw new Error(`the plan after it is not empty: ${plan.stdout}`);
  const held = simulator.cloud.all().map(({ type, id }) => `${type} ${id}`);
  if (held.length !== count) throw new Error(`the cloud holds ${held.length} resources instead of ${count}`);
  const known = new Set(stateIds(stack));
  const lost = held.filter((resource) => !known.has(resource));
  if (lost.length > 0) throw new Error(`no state knows ${lost.join(", ")}`);
  return orphans.length;
}

function forgetState(stack: AssemblyStack): void {
  const file = statePath(stack);
  for (const each of [file, `${file}.backup`]) rmSync(each, { force: true });
}
