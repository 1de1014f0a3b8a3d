/** What a plan does to a resource. */
export type PlannedAction = "create" | "update" | "replace" | "delete";

/** A resource that a plan changes. */
export interface PlannedChange {
  /** Its address in Terraform, such as `alicloud_vpc.vpc`. */
  readonly address: string;
  readonly action: PlannedAction;
}

/** What `terraform show -json` says of a plan, as far as it is read. */
interface PlanJson {
  readonly resource_changes?: readonly {
    readonly address: string;
    readonly change: { readonly actions: readonly string[] };
  }[];
}

/** The resources that a plan changes. What it only reads is not among them. */
export function readPlan(json: string): PlannedChange[] {
  const { resource_changes: changes = [] } = JSON.parse(json) as PlanJson;
  return changes.flatMap(({ address, change }) => {
    const action = actionOf(change.actions);
    return action === undefined ? [] : [{ address, action }];
  });
}

function actionOf(actions: readonly string[]): PlannedAction | undefined {
  if (actions.includes("delete")) return actions.includes("create") ? "replace" : "delete";
  return (["create", "update"] as const).find((action) => actions.includes(action));
}

/** A plan in one line, such as `3 to create, 1 to delete`; what it takes away is named on lines of its own. */
export function summarizePlan(changes: readonly PlannedChange[]): string {
  if (changes.length === 0) return "only outputs change";
  const counts = (["create", "update", "replace", "delete"] as const)
    .map((action) => [changes.filter((change) => change.action === action).length, action] as const)
    .filter(([count]) => count > 0)
    .map(([count, action]) => `${count} to ${action}`);
  const lost = changes.filter(({ action }) => action === "replace" || action === "delete");
  return [counts.join(", "), ...lost.map(({ address, action }) => `  ${action} ${address}`)].join("\n");
}
