/**
 * The stacks that decide who may do what: where states are, CI's roles, and the roles, keys and copies of an environment.
 * Administrators deploy them. CI reads their states and writes none of them.
 */
export const ADMINISTRATORS_STACKS = ["state", "account", "identity", "pod-roles"] as const;

/** The stacks of an environment that CI deploys. */
export const CI_STACKS = [
  "operations",
  "network",
  "data",
  "cluster",
  "compute",
  "edge",
  "platform",
  "workloads",
] as const;
