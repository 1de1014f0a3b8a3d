import type { Buckets } from "../../environments/schema/data/buckets";
import { PUBLIC_PREFIXES } from "./paths";

/** The settings of one of an environment's buckets. */
export interface BucketEntry {
  /**
   * The knob with the number of days for which objects are kept.
   *
   * @default for ever
   */
  readonly keptFor?: keyof Pick<Buckets, "logRetentionDays" | "backupRetentionDays">;
  /** The number of days for which a replaced or deleted object can be restored, or the knob that has the number. */
  readonly recoverableFor: "noncurrentRetentionDays" | number;
  /** Whether the bucket's requests are logged in the bucket `logs`. */
  readonly isLogged: boolean;
  /** Whether the bucket is copied to the region of disaster recovery, if the environment has copies at all. */
  readonly isCopied: boolean;
  /** Whether services and workers read and write it. */
  readonly isUsedByServices: boolean;
  /**
   * The prefixes of objects that CDNs may pull. They may pull from the addresses that the environment names.
   *
   * @default none
   */
  readonly publicPrefixes?: readonly string[];
  /**
   * The methods by which pages of the site may use the bucket from a browser.
   *
   * @default none
   */
  readonly browserMethods?: readonly ("GET" | "PUT")[];
  /**
   * The knob with the size, in GiB, above which an alarm tells people.
   *
   * @default no alarm
   */
  readonly alarmAbove?: keyof Pick<Buckets, "assetsGiB">;
}

/** An environment's buckets, in the order in which they are made. `logs` is first, because others log into it. */
export const BUCKETS = {
  logs: {
    keptFor: "logRetentionDays",
    recoverableFor: 7,
    isLogged: false,
    isCopied: false,
    isUsedByServices: false,
  },
  assets: {
    recoverableFor: "noncurrentRetentionDays",
    isLogged: true,
    isCopied: true,
    isUsedByServices: true,
    publicPrefixes: PUBLIC_PREFIXES,
    browserMethods: ["GET"],
    alarmAbove: "assetsGiB",
  },
  uploads: {
    recoverableFor: "noncurrentRetentionDays",
    isLogged: true,
    isCopied: true,
    isUsedByServices: true,
    browserMethods: ["PUT"],
  },
  backups: {
    keptFor: "backupRetentionDays",
    recoverableFor: "noncurrentRetentionDays",
    isLogged: true,
    isCopied: true,
    isUsedByServices: false,
  },
  bundles: {
    recoverableFor: "noncurrentRetentionDays",
    isLogged: true,
    isCopied: false,
    isUsedByServices: false,
  },
  // Loki deletes old objects itself. A rule of the bucket would delete what its index still names.
  loki: {
    recoverableFor: "noncurrentRetentionDays",
    isLogged: true,
    isCopied: false,
    isUsedByServices: false,
  },
} as const satisfies Readonly<Record<string, BucketEntry>>;

/** A bucket by what it is for. */
export type BucketPurpose = keyof typeof BUCKETS;

export const BUCKET_PURPOSES = Object.keys(BUCKETS) as BucketPurpose[];
