import type { StackResult, StackStatus } from "./result";
import { summarizePlan } from "./summarize-plan";

/** What a command does to stacks. */
export type Kind = "deploy" | "destroy" | "diff";

const CHANGED: Readonly<Record<Kind, string>> = { deploy: "deployed", destroy: "destroyed", diff: "differs" };

/** A stack's result in a line, and what its plan takes away on lines of their own. */
export function describeResult({ stack, status, changes, reason, exitCode, seconds }: StackResult, kind: Kind): string {
  const plan = kind === "diff" && changes ? summarizePlan(changes) : undefined;
  // What Terraform said has been shown.
  const detail = exitCode === undefined ? (plan ?? reason) : undefined;
  const [first, ...others] = (detail ?? "").split("\n");
  const time = status === "waiting" ? "" : `${seconds.toFixed(1)} s`;
  const head = `${wordFor(status, kind).padEnd(11)}  ${stack.padEnd(28)} ${time.padStart(8)}  ${first}`.trimEnd();
  return [head, ...others].join("\n");
}

/** How many stacks came out how, in a sentence; failures by name. */
export function summarizeResults(results: readonly StackResult[], kind: Kind): string {
  const order: readonly StackStatus[] = ["changed", "unchanged", "declined", "interrupted", "failed", "waiting"];
  const parts = order.flatMap((status) => {
    const names = results.filter((result) => result.status === status).map(({ stack }) => stack);
    if (names.length === 0) return [];
    const isNamed = status !== "changed" && status !== "unchanged";
    return [`${names.length} ${wordFor(status, kind)}${isNamed ? ` (${names.join(", ")})` : ""}`];
  });
  return parts.join(", ");
}

function wordFor(status: StackStatus, kind: Kind): string {
  if (status === "changed") return CHANGED[kind];
  if (status === "waiting") return kind === "diff" ? "not planned" : "not begun";
  return status;
}
