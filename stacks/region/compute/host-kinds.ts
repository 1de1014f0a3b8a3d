import type { PlatformEnvironment } from "../../../environments/schema/environment";
import type { BucketPurpose } from "../../conventions/buckets";
import type { HostLabel } from "../../conventions/names";
import { HOST_KIND_NAMES, type HostKind } from "../../conventions/role-names";
import type { SecretPurpose } from "../../conventions/secrets";
import { hasPersonalRegistry } from "../../image-registry";

/** A disk that outlives its host, by what is on it. */
export type DiskPurpose = "search" | "monitoring";

/** Things that exist once. A kind of host with one of them has one host at a time, and each new host takes them over. */
export interface TakenAlong {
  /** A disk. Its zone is the only one in which the kind has hosts. */
  readonly dataDisk?: DiskPurpose;
  /** A name inside the VPC, by its label in the private zone. */
  readonly hostName?: HostLabel;
  /** The bastion's public address. */
  readonly elasticIp?: true;
}

/** Services that a kind of host runs: those that answer requests, or workers, jobs and the migration. */
export type ServicesOnHost = "web-services" | "workers";

/** The settings and permissions of a kind of host. */
export interface HostKindEntry {
  /** Whether its hosts are in the public vSwitches. */
  readonly isPublic: boolean;
  /** Whether the cluster runs its services in the last phase, which then has no such hosts. */
  readonly isReplacedByCluster: boolean;
  /** Whether the load balancer sends requests to its hosts. Their number then follows the load. */
  readonly answersRequests: boolean;
  readonly takesAlong: TakenAlong;
  /** Secrets that its services read. */
  readonly secrets: readonly SecretPurpose[];
  /**
   * Buckets that its programs for backups read and add to. They delete nothing. Services use their buckets with a role of
   * their own.
   */
  readonly buckets: readonly BucketPurpose[];
  /**
   * Which of the platform's services it runs, from releases. They are told where the database, Redis, search and the
   * site are.
   *
   * @default none
   */
  readonly runs?: ServicesOnHost;
  /** Whether it has the monitoring, which finds the other hosts by their tags. */
  readonly findsHosts: boolean;
}

/**
 * Every kind of host. Each has a folder in hosts/, a RAM role and a scaling group of its own; its sizes are in the
 * environment's `compute.hosts`.
 */
export const HOST_KINDS: Readonly<Record<HostKind, HostKindEntry>> = {
  app: {
    isPublic: false,
    isReplacedByCluster: true,
    answersRequests: true,
    takesAlong: {},
    secrets: ["postgres-app", "redis-app", "search-master", "registry-pull"],
    buckets: [],
    runs: "web-services",
    findsHosts: false,
  },
  worker: {
    isPublic: false,
    isReplacedByCluster: true,
    answersRequests: false,
    takesAlong: { dataDisk: "monitoring", hostName: "monitoring" },
    secrets: [
      "postgres-owner",
      "postgres-app",
      "postgres-readonly",
      "postgres-exporter",
      "redis-app",
      "redis-exporter",
      "search-master",
      "alert-webhook",
      "alert-heartbeat",
      "grafana-user",
      "grafana-password",
      "loki-access-key-id",
      "loki-access-key-secret",
      "registry-pull",
    ],
    buckets: ["uploads", "backups"],
    runs: "workers",
    findsHosts: true,
  },
  search: {
    isPublic: false,
    isReplacedByCluster: true,
    answersRequests: false,
    takesAlong: { dataDisk: "search", hostName: "search" },
    secrets: ["search-master"],
    buckets: ["backups"],
    findsHosts: false,
  },
  bastion: {
    isPublic: true,
    isReplacedByCluster: false,
    answersRequests: false,
    takesAlong: { elasticIp: true },
    secrets: [],
    buckets: [],
    findsHosts: false,
  },
};

/**
 * The secrets that a kind of host reads in an environment. Only a personal image registry has a password in the store, and
 * only a service that waits for the monitoring's sign of life has an address there.
 */
export function secretsOf(kind: HostKind, { cluster, operations }: PlatformEnvironment): SecretPurpose[] {
  const optional: Readonly<Partial<Record<SecretPurpose, boolean>>> = {
    "registry-pull": hasPersonalRegistry(cluster?.images),
    "alert-heartbeat": operations.heartbeat,
  };
  return HOST_KINDS[kind].secrets.filter((purpose) => optional[purpose] ?? true);
}

/** Makes a value for each kind of host. */
export function forEachKind<T>(make: (kind: HostKind) => T): Readonly<Record<HostKind, T>> {
  return Object.fromEntries(HOST_KIND_NAMES.map((kind) => [kind, make(kind)])) as Record<HostKind, T>;
}
