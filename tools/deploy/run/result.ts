import type { PlannedChange } from "../../terraform/plan";

/**
 * How it went for a stack:
 *
 * - `changed`: what was planned is done; in a comparison, something differs.
 * - `unchanged`: there was nothing to do.
 * - `declined`: the user said no to the plan.
 * - `failed`, `interrupted`: Terraform failed, or was stopped by Ctrl-C; the state has what was done until then.
 * - `waiting`: it was not begun.
 */
export type StackStatus = "changed" | "unchanged" | "declined" | "failed" | "interrupted" | "waiting";

/** What a command found, or did, about one stack. */
export interface StackResult {
  readonly stack: string;
  readonly status: StackStatus;
  /** What the plan changes; absent when there was no plan. */
  readonly changes?: readonly PlannedChange[];
  /** Why it was not begun or not applied, or what Terraform said when it failed. */
  readonly reason?: string;
  /** Terraform's exit status, when it was Terraform that failed. */
  readonly exitCode?: number;
  readonly seconds: number;
}
