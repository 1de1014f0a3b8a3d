import type { Clock } from "../../command/clock";
import type { AssemblyStack } from "../../terraform/assembly";
import type { Board } from "../run/board";
import type { StackTerraform } from "../run/stack-terraform";
import { failureOf, goesOn, type HostRefresh, hasSucceeded, refreshesIn } from "./host-refreshes";

/** Milliseconds between two looks, and until the wait is given up. */
const LOOK_EVERY = 30_000;
const PATIENCE = 90 * 60_000;

/** What the wait needs of Terraform. */
export interface RefreshedStack extends Pick<StackTerraform, "currentState" | "refresh"> {
  readonly stack: Pick<AssemblyStack, "name" | "configuration">;
}

/** How to wait. */
export interface RefreshWait {
  readonly board: Pick<Board, "begin" | "line">;
  readonly clock: Pick<Clock, "now" | "sleep">;
  /** Is aborted on Ctrl-C: the wait ends, and the refreshes go on. */
  readonly signal: AbortSignal;
}

/**
 * Waits until every refresh in a stack's state has come to its end: Terraform starts one, and goes on at once.
 *
 * @returns why hosts are not replaced, each reason with its remedy; empty when all are, and when the signal ends the wait
 * @throws {TerraformFailed} when Terraform cannot look
 */
export async function awaitRefreshes(terraform: RefreshedStack, wait: RefreshWait): Promise<string[]> {
  const { stack } = terraform;
  const { clock, signal } = wait;
  const began = clock.now();
  const said = new Map<string, string>();
  for (;;) {
    const refreshes = refreshesIn(await terraform.currentState());
    say(refreshes, said, stack.name, wait.board);
    const running = refreshes.filter(goesOn);
    if (running.length === 0) {
      return refreshes.filter((refresh) => !hasSucceeded(refresh)).map((refresh) => failureOf(refresh, stack));
    }
    if (clock.now() - began >= PATIENCE) return running.map((refresh) => stillGoingOn(refresh, stack.name));
    await pause(wait);
    if (signal.aborted) return [];
    await terraform.refresh();
  }
}

/** Shows what is waited for, and a line for each status that is another one than before. */
function say(
  refreshes: readonly HostRefresh[],
  said: Map<string, string>,
  stack: string,
  board: RefreshWait["board"],
): void {
  for (const { group, status } of refreshes) {
    if (said.get(group) !== status) board.line(stack, `refresh of the hosts ${group}: ${status}`);
    said.set(group, status);
  }
  const running = refreshes.filter(goesOn).map(({ group }) => group);
  if (running.length > 0) board.begin(stack, `waiting for new hosts (${running.join(", ")}) of`);
}

async function pause({ clock, signal }: RefreshWait): Promise<void> {
  try {
    await clock.sleep(LOOK_EVERY, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

function stillGoingOn({ group, status }: HostRefresh, stack: string): string {
  return (
    `The refresh of the hosts ${group} is ${status} after ${PATIENCE / 60_000} minutes. Auto Scaling's console says what it ` +
    `waits for. It goes on by itself; npm run deploy -- ${stack} waits again.`
  );
}
