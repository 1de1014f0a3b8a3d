import type { BucketRole } from "../../conventions/buckets";
import type { GeneratedSecretRole } from "../../conventions/secrets";

/** What hosts are for. */
export type HostKind = "app" | "worker" | "search" | "bastion";

/** What a kind of host is, has and may do. */
export interface HostKindEntry {
  /** Whether the hosts are in the vSwitches that the Internet reaches. */
  readonly isPublic: boolean;
  /** Whether its services come from the cluster in the last phase: then there are no such hosts. */
  readonly isReplacedByCluster: boolean;
  /** Which vSwitches its hosts may be in: all of them, or the one in the zone of the data disk. */
  readonly zones: "all" | "of-data-disk";
  /** Whether the load balancer sends requests to its hosts, of which there are as many as the work needs. */
  readonly answersRequests: boolean;
  /** What one host at a time takes with it wherever it is made. */
  readonly takesAlong: readonly ("data-disk" | "host-name" | "elastic-ip")[];
  /** Secrets that its services read. */
  readonly secrets: readonly GeneratedSecretRole[];
  /** Buckets that its services read and write. */
  readonly buckets: readonly Extract<BucketRole, "assets" | "uploads" | "backups">[];
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

/** Their names, in the order in which everything lists them. */
export const HOST_KIND_NAMES = Object.keys(HOST_KINDS) as HostKind[];

/** One of something for each kind of host. */
export function forEachKind<T>(make: (kind: HostKind) => T): Readonly<Record<HostKind, T>> {
  return Object.fromEntries(HOST_KIND_NAMES.map((kind) => [kind, make(kind)])) as Record<HostKind, T>;
}
