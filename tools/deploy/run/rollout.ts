import type { Clock } from "../../command/clock";
import { UserError } from "../../command/user-error";
import type { PlannedChange } from "../../terraform/plan";
import { awaitRefreshes } from "../refreshes/await-refreshes";
import { startsRefreshes } from "../refreshes/host-refreshes";
import type { Board } from "./board";
import type { Consent } from "./consent";
import { runInOrder } from "./in-order";
import type { StackResult, StackStatus } from "./result";
import { describeResult, type Kind } from "./result-line";
import { type StackTerraform, TerraformFailed } from "./stack-terraform";
import { summarizePlan } from "./summarize-plan";

/** One stack of a rollout. */
export interface RolloutStack {
  readonly terraform: StackTerraform;
  /** The names of the stacks that come before. */
  readonly after: ReadonlySet<string>;
  /** Whether it is only looked at: a plan that changes something is a failure, and is not applied. */
  readonly isFrozen: boolean;
}

/** How to roll out. */
export interface RolloutOptions {
  readonly kind: Kind;
  readonly parallel: number;
  readonly board: Board;
  /** Is asked before a plan is applied. */
  readonly consent: Consent;
  /** Paces the wait for refreshes of hosts. */
  readonly clock: Pick<Clock, "now" | "sleep">;
  readonly signal: AbortSignal;
}

/** The flags of `terraform plan` for each kind. A comparison takes no lock: whoever may only read cannot take one. */
const PLAN_FLAGS = { deploy: [], destroy: ["-destroy"], diff: ["-lock=false"] } as const;

const ADMINISTRATOR_FIRST = "it differs, and an administrator has to deploy it first";

const APPLYING = { deploy: "deploying", destroy: "destroying", diff: "" } as const;

/**
 * Plans stacks, and applies each plan that the user agrees to; a comparison ends with the plans. A stack is planned once
 * those before it are done, because it reads what they have made.
 *
 * @returns a result per stack, in the stacks' order
 */
export async function rollOut(stacks: readonly RolloutStack[], options: RolloutOptions): Promise<StackResult[]> {
  const { parallel, board, consent, signal } = options;
  const results = new Map<string, StackResult>();
  const run = async (stack: RolloutStack) => {
    const result = await rollOutStack(stack, options);
    results.set(result.stack, result);
    board.end(result.stack, describeResult(result, options.kind));
    return result.status === "changed" || result.status === "unchanged";
  };
  const jobs = stacks.map((stack) => ({ ...stack, name: stack.terraform.stack.name }));
  await runInOrder(jobs, parallel, run, () => signal.aborted || consent.isRefused);
  return jobs.map(({ name }) => results.get(name) ?? { stack: name, status: "waiting", seconds: 0 });
}

async function rollOutStack({ terraform, isFrozen }: RolloutStack, options: RolloutOptions): Promise<StackResult> {
  const { kind, board, consent, signal } = options;
  const { name } = terraform.stack;
  const start = process.hrtime.bigint();
  let changes: readonly PlannedChange[] | undefined;
  const result = (status: StackStatus, more: Partial<StackResult> = {}): StackResult => ({
    stack: name,
    status,
    ...(changes && { changes }),
    ...more,
    seconds: Number(process.hrtime.bigint() - start) / 1e9,
  });
  // Also when nothing was to change: an earlier deploy may have stopped waiting.
  const finish = async (status: StackStatus) => {
    if (kind !== "deploy" || !startsRefreshes(terraform.stack)) return result(status);
    const reasons = await awaitRefreshes(terraform, options);
    for (const reason of reasons) board.line(name, reason);
    if (signal.aborted) return result("interrupted");
    return reasons.length > 0 ? result("failed", { reason: reasons.join("\n") }) : result(status);
  };
  try {
    board.begin(name, "planning");
    // What is not deployed has nothing to destroy, and cannot be planned where what it reads is gone, too.
    if (kind === "destroy" && !(await terraform.state())) return result("unchanged");
    changes = await terraform.plan(PLAN_FLAGS[isFrozen ? "diff" : kind]);
    if (!changes) return await finish("unchanged");
    if (isFrozen) return result("failed", { reason: ADMINISTRATOR_FIRST });
    if (kind === "diff") return result("changed");
    if (!(await consent.to(name, summarizePlan(changes)))) return result(signal.aborted ? "interrupted" : "declined");
    if (signal.aborted) return result("interrupted");
    board.begin(name, APPLYING[kind]);
    await terraform.apply();
    return await finish("changed");
  } catch (error) {
    // The stacks beside this one go on to their end.
    if (error instanceof UserError) return result("failed", { reason: error.message });
    if (!(error instanceof TerraformFailed)) throw error;
    const { exitCode, stderr } = error;
    return result(signal.aborted ? "interrupted" : "failed", { exitCode, reason: stderr });
  }
}
