/** Exit status of `terraform plan -detailed-exitcode` when there is something to change. */
export const PLAN_HAS_CHANGES = 2;

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

/** What a plan takes away, for good or to make it anew. */
export function takenAway(changes: readonly PlannedChange[]): PlannedChange[] {
  return changes.filter(({ action }) => action === "replace" || action === "delete");
}
