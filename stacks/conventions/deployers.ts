/**
 * The stacks that decide who may do what: where states are, CI's roles, and the roles, keys and copies of an environment.
 * Administrators deploy them. CI reads their states and writes none of them.
 */
const ADMINISTRATORS_STACKS = ["state", "account", "identity", "pod-roles"] as const;

/** The stacks of an environment that CI deploys. */
export const CI_STACKS = [
  "operations",
  "network",
  "data",
  "cluster",
  "compute",
  "rollout",
  "edge",
  "platform",
  "workloads",
] as const;

/** Whether a stack, by its id such as `production-identity`, is one that administrators deploy. */
export function isAdministrators(stackId: string): boolean {
  return ADMINISTRATORS_STACKS.some((name) => stackId === name || stackId.endsWith(`-${name}`));
}
