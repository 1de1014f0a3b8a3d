import { type PlannedChange, takenAway } from "../../terraform/plan";

/** A plan in one line, such as `3 to create, 1 to delete`; what it takes away is named on lines of its own. */
export function summarizePlan(changes: readonly PlannedChange[]): string {
  if (changes.length === 0) return "only outputs change";
  const counts = (["create", "update", "replace", "delete"] as const)
    .map((action) => [changes.filter((change) => change.action === action).length, action] as const)
    .filter(([count]) => count > 0)
    .map(([count, action]) => `${count} to ${action}`);
  return [counts.join(", "), ...takenAway(changes).map(({ address, action }) => `  ${action} ${address}`)].join("\n");
}
