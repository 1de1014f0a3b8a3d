import type { HostBucket } from "../../conventions/buckets";
import { HOST_KIND_NAMES, type HostKind } from "../../conventions/role-names";
import type { GeneratedSecretPurpose } from "../../conventions/secrets";

/** The settings and permissions of a kind of host. */
export interface HostKindEntry {
  /** Whether its hosts are in the public vSwitches. */
  readonly isPublic: boolean;
  /** Whether the cluster runs its services in the last phase, which then has no such hosts. */
  readonly isReplacedByCluster: boolean;
  /** The zones that its hosts may be in: all of them, or only the one of the data disk. */
  readonly zones: "all" | "of-data-disk";
  /** Whether the load balancer sends requests to its hosts. Their number then follows the load. */
  readonly answersRequests: boolean;
  /** Things that exist once. The kind has one host at a time, and each new host takes them over. */
  readonly takesAlong: readonly ("data-disk" | "host-name" | "elastic-ip")[];
  /** Secrets that its services read. */
  readonly secrets: readonly GeneratedSecretPurpose[];
  /** Buckets that its services read and write. */
  readonly buckets: readonly HostBucket[];
  /** Whether its services are told where the database, Redis, search and the site are. */
  readonly usesPlatform: boolean;
  /** Whether its services start backups of Redis. */
  readonly backsUpRedis: boolean;
}

/**
 * Every kind of host. Each has a folder in hosts/, a RAM role and a scaling group of its own; its sizes are in the
 * environment's `compute.hosts`.
 */
export const HOST_KINDS: Readonly<Record<HostKind, HostKindEntry>> = {
  app: {
    isPublic: false,
    isReplacedByCluster: true,
    zones: "all",
    answersRequests: true,
    takesAlong: [],
    secrets: ["postgres-app", "redis-app", "search-master"],
    buckets: ["assets", "uploads"],
    usesPlatform: true,
    backsUpRedis: false,
  },
  worker: {
    isPublic: false,
    isReplacedByCluster: true,
    zones: "all",
    answersRequests: false,
    takesAlong: [],
    secrets: [
      "postgres-owner",
      "postgres-app",
      "postgres-readonly",
      "postgres-exporter",
      "redis-app",
      "redis-exporter",
      "search-master",
    ],
    buckets: ["assets", "uploads", "backups"],
    usesPlatform: true,
    backsUpRedis: true,
  },
  search: {
    isPublic: false,
    isReplacedByCluster: true,
    zones: "of-data-disk",
    answersRequests: false,
    takesAlong: ["data-disk", "host-name"],
    secrets: ["search-master"],
    buckets: ["backups"],
    usesPlatform: false,
    backsUpRedis: false,
  },
  bastion: {
    isPublic: true,
    isReplacedByCluster: false,
    zones: "all",
    answersRequests: false,
    takesAlong: ["elastic-ip"],
    secrets: [],
    buckets: [],
    usesPlatform: false,
    backsUpRedis: false,
  },
};

/** Makes a value for each kind of host. */
export function forEachKind<T>(make: (kind: HostKind) => T): Readonly<Record<HostKind, T>> {
  return Object.fromEntries(HOST_KIND_NAMES.map((kind) => [kind, make(kind)])) as Record<HostKind, T>;
}
