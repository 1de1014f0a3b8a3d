import type { Owner } from "../../environments/schema/owner";

/** A kind of host, by its purpose. */
export const HOST_KIND_NAMES = ["app", "worker", "search", "bastion"] as const;
export type HostKind = (typeof HOST_KIND_NAMES)[number];

/**
 * The roles of an environment that a deploy passes to a service, by that service: instance roles to ECS. CI may pass these
 * roles, and no others.
 */
export const PASSED_ROLES = { ecs: HOST_KIND_NAMES } as const;

/**
 * What a role of an environment is for. Hosts take on `services` for the services that they run, jobs of the application's
 * repository take on `release`. Pods take on the last two,
 * with the tokens of their service accounts.
 */
export type RolePurpose = HostKind | "services" | "release" | "replication" | "pods" | "cluster-secrets";

/** The ARN of an environment's role. The role need not exist. */
export function roleArn(owner: Owner, environmentName: string, purpose: RolePurpose): string {
  return `acs:ram::${owner.accountId}:role/${roleName(owner, environmentName, purpose)}`;
}

/** The name of an environment's role, which is unique in the account. */
export function roleName({ project }: Owner, environmentName: string, purpose: RolePurpose): string {
  return `${project}-${environmentName}-${purpose}`;
}
