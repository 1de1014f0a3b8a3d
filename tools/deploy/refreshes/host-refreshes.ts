import type { AssemblyStack } from "../../terraform/assembly";
import type { State } from "../run/state";

const TYPE = "alicloud_ess_instance_refresh";

/** Auto Scaling's words for a refresh that is over; whatever else it says, the refresh goes on, or is paused. */
const OVER = ["Successful", "Failed", "Cancelled", "RollbackSuccessful", "RollbackFailed"];

/** A refresh of a scaling group's hosts, as a state has it. */
export interface HostRefresh {
  /** What the stack calls the group, such as `app-b`. */
  readonly group: string;
  /** Auto Scaling's word, such as `InProgress`. */
  readonly status: string;
}

/** Whether a stack's configuration has refreshes, whose end its deploy does not wait for. */
export function startsRefreshes({ configuration }: Pick<AssemblyStack, "configuration">): boolean {
  return configuration.resource?.[TYPE] !== undefined;
}

/** The refreshes in a state; one that is not there has nothing to refresh yet. */
export function refreshesIn(state: State | undefined): HostRefresh[] {
  const found = state?.resources.filter(({ type }) => type === TYPE) ?? [];
  return found.flatMap(({ name, instances }) =>
    instances.map(({ attributes }) => ({ group: name, status: String(attributes?.status) })),
  );
}

/** Whether a refresh has not come to its end. */
export function goesOn({ status }: HostRefresh): boolean {
  return !OVER.includes(status);
}

/** Whether a refresh has replaced every host. */
export function hasSucceeded({ status }: HostRefresh): boolean {
  return status === "Successful";
}

/**
 * Why a refresh that is over has failed, and the remedy: what Terraform says at the next plan, in the words of the
 * configuration's own condition.
 */
export function failureOf(
  { group, status }: HostRefresh,
  { configuration }: Pick<AssemblyStack, "configuration">,
): string {
  const configured = configuration.resource?.[TYPE]?.[group] as RefreshConfiguration | undefined;
  const message =
    configured?.lifecycle.postcondition[0].error_message ?? `The refresh of ${group} ended: \${self.status}`;
  return message.replace(/\$\{self\.status\}/g, () => status);
}

interface RefreshConfiguration {
  readonly lifecycle: { readonly postcondition: readonly [{ readonly error_message: string }] };
}
