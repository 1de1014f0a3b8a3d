import { rmSync } from "node:fs";
import { UserError } from "../../command/user-error";
import { type AssemblyStack, resourceCount, statePath } from "../../terraform/assembly";
import type { Fault } from "../cloud/faults";
import { type CloudResource, keyOf } from "../cloud/inventory";
import { LOCAL_TYPES } from "../provider/local-types";
import { deployAdopting, restoreTornState, stateIds } from "./orphans";
import { apply, init, run } from "./rehearsal";
import type { Simulator } from "./simulator";

/** The faults that a sweep rehearses. */
export const SWEPT = ["fail", "lose", "kill"] as const satisfies readonly Fault[];
export type SweptFault = (typeof SWEPT)[number];

/** What one kind of fault did to a stack, at every create in turn. */
export interface SweepResult {
  readonly stack: string;
  readonly fault: SweptFault;
  /** How many creates were made to fail, one at a time. */
  readonly tried: number;
  /** After how many of them the next deploy made the stack whole: nothing missing, nothing twice, an empty plan. */
  readonly converged: number;
  /** How many resources were adopted by the imports that were named. */
  readonly adopted: number;
  /** How often a killed Terraform left a local state cut short, which was put back to what it was before that run. */
  readonly torn: number;
  readonly seconds: number;
  /** Why the others did not. */
  readonly errors: readonly string[];
}

export interface Sweep {
  readonly fault: SweptFault;
  /** Rehearses only every n-th create; 1 for all. */
  readonly every: number;
  /** What the cloud holds of other stacks. */
  readonly base: readonly CloudResource[];
}

/**
 * Fails at every create of a stack in turn, and deploys again each time. Leaves the stack deployed, for those that depend
 * on it.
 *
 * @param onTry called before each try, with the create's number and how many there are
 */
export async function sweepStack(
  stack: AssemblyStack,
  simulator: Simulator,
  sweep: Sweep,
  onTry: (nth: number, of: number) => void,
): Promise<SweepResult> {
  const start = process.hrtime.bigint();
  const { fault, every } = sweep;
  const count = countInCloud(stack);
  const errors: string[] = [];
  let tried = 0;
  let adopted = 0;
  let torn = 0;
  const failed = await init(stack, simulator);
  if (failed !== undefined) throw new UserError(failed);
  for (let nth = 1; nth <= count; nth += every) {
    onTry(nth, count);
    tried += 1;
    try {
      const recovery = await tryFault(stack, simulator, sweep, nth);
      adopted += recovery.adopted;
      torn += Number(recovery.torn);
    } catch (error) {
      errors.push(`${fault} at create ${nth}: ${(error as Error).message}`);
    }
  }
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  return { stack: stack.name, fault, tried, converged: tried - errors.length, adopted, torn, seconds, errors };
}

/** @returns what it took to make the stack whole again. @throws when it does not come out whole */
async function tryFault(
  stack: AssemblyStack,
  simulator: Simulator,
  { fault, base }: Sweep,
  nth: number,
): Promise<{ adopted: number; torn: boolean }> {
  const others = base.map(({ type, id }) => keyOf(type, id));
  forgetState(stack);
  simulator.cloud.restore(base);
  simulator.cloud.failBy([{ operation: "create", nth, fault }]);
  const refused = await apply(stack, simulator);
  if (refused === undefined) throw new Error("the deploy went through in spite of the fault");
  simulator.cloud.failBy([]);

  const torn = restoreTornState(stack);
  const adopted = await deployAdopting(stack, simulator, others);
  const plan = await run(stack, simulator, ["plan", "-detailed-exitcode", "-lock=false"]);
  if (plan.exitCode !== 0) throw new Error(`the plan after it is not empty: ${plan.stdout}`);
  const held = simulator.cloud.all().map(({ type, id }) => keyOf(type, id));
  expectWhole(stack, held, others);
  return { adopted, torn };
}

/** @throws when the cloud holds too much or too little of a stack, or something that its state does not know */
function expectWhole(stack: AssemblyStack, held: readonly string[], others: readonly string[]): void {
  const own = held.filter((resource) => !others.includes(resource));
  const count = countInCloud(stack);
  if (own.length !== count) throw new Error(`the cloud holds ${own.length} resources instead of ${count}`);
  const known = new Set(stateIds(stack));
  const lost = own.filter((resource) => !known.has(resource));
  if (lost.length > 0) throw new Error(`no state knows ${lost.join(", ")}`);
}

/**
 * How many resources of a stack a cloud holds once it is deployed for the first time. The others can neither fail nor be
 * lost: those that are in the state alone, and refreshes, which begin with a change.
 */
function countInCloud({ configuration }: AssemblyStack): number {
  const resource = Object.entries(configuration.resource ?? {}).filter(([type]) => !NOT_IN_CLOUD.includes(type));
  return resourceCount({ ...configuration, resource: Object.fromEntries(resource) });
}

const NOT_IN_CLOUD = [...Object.keys(LOCAL_TYPES), "terraform_data", "alicloud_ess_instance_refresh"];

function forgetState(stack: AssemblyStack): void {
  const file = statePath(stack);
  for (const each of [file, `${file}.backup`]) rmSync(each, { force: true });
}
