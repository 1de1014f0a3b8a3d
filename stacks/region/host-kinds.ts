import type { BucketRole } from "../conventions/names";
import type { Endpoint, SecretRole } from "./data-stack";

/** What hosts are for. Each kind has a folder in hosts/, a role and a scaling group of its own. */
export const HOST_KINDS = ["app", "worker", "search", "bastion"] as const;
export type HostKind = (typeof HOST_KINDS)[number];

const SECRETS: Readonly<Record<HostKind, readonly SecretRole[]>> = {
  app: ["postgres-app", "redis-app", "search-master"],
  worker: [
    "postgres-owner",
    "postgres-app",
    "postgres-readonly",
    "postgres-exporter",
    "redis-app",
    "redis-exporter",
    "search-master",
  ],
  search: ["search-master"],
  bastion: [],
};

/** The secrets that the services of a kind of host need. */
export function hostSecrets(kind: HostKind): readonly SecretRole[] {
  return SECRETS[kind];
}

/** What there is to be found in an environment. */
export interface Surroundings {
  readonly database: Endpoint & { readonly name: string };
  readonly redis: Endpoint;
  readonly searchUrl: string;
  /** The name under which the site is served. */
  readonly hostName: string;
  readonly bucketName: (role: BucketRole) => string;
  readonly secretName: (role: SecretRole) => string;
}

/** What the services of a kind of host are told: where things are, and under which names the secrets are kept. */
export function serviceSettings(kind: HostKind, found: Surroundings): Record<string, unknown> {
  if (kind === "bastion") return {};
  const secrets = Object.fromEntries(SECRETS[kind].map((role) => [role, found.secretName(role)]));
  const buckets = (roles: readonly BucketRole[]) =>
    Object.fromEntries(roles.map((role) => [role, found.bucketName(role)]));
  if (kind === "search") return { secrets, buckets: buckets(["backups"]) };
  const { database, redis, searchUrl, hostName } = found;
  const uses: readonly BucketRole[] = kind === "worker" ? ["assets", "uploads", "backups"] : ["assets", "uploads"];
  return { hostName, database, redis, searchUrl, secrets, buckets: buckets(uses) };
}
