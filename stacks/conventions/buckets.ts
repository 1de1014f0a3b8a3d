import type { Buckets } from "../../environments/schema/data/buckets";
import { PUBLIC_PREFIXES } from "./paths";

/** What a bucket of an environment keeps, for how long and for whom. */
export interface BucketEntry {
  /** The knob that says for how many days objects are kept. They are kept for ever without one. */
  readonly keptFor?: keyof Pick<Buckets, "logRetentionDays" | "backupRetentionDays">;
  /** For how many days a replaced or deleted object can be brought back: a number, or the knob that says it. */
  readonly recoverableFor: "noncurrentRetentionDays" | number;
  /** Whether requests are recorded in the bucket of logs. */
  readonly isLogged: boolean;
  /** Whether there is a copy in the region of disaster recovery, where the environment asks for copies. */
  readonly isCopied: boolean;
  /**
   * Below these, CDNs may pull from the addresses that the environment names.
   *
   * @default none
   */
  readonly publicPrefixes?: readonly string[];
  /**
   * What pages of the site may do with the bucket from a browser.
   *
   * @default nothing
   */
  readonly browserMethods?: readonly ("GET" | "PUT")[];
  /**
   * The knob that says above how many GiB people are told.
   *
   * @default none
   */
  readonly alarmAbove?: keyof Pick<Buckets, "assetsGiB">;
}

/** The buckets that there are in every phase, in the order in which they are made: the one of logs first. */
export const BUCKETS = {
  logs: { keptFor: "logRetentionDays", recoverableFor: 7, isLogged: false, isCopied: false },
  assets: {
    recoverableFor: "noncurrentRetentionDays",
    isLogged: true,
    isCopied: true,
    publicPrefixes: PUBLIC_PREFIXES,
    browserMethods: ["GET"],
    alarmAbove: "assetsGiB",
  },
  uploads: {
    recoverableFor: "noncurrentRetentionDays",
    isLogged: true,
    isCopied: true,
    browserMethods: ["PUT"],
  },
  backups: {
    keptFor: "backupRetentionDays",
    recoverableFor: "noncurrentRetentionDays",
    isLogged: true,
    isCopied: true,
  },
  bundles: { recoverableFor: "noncurrentRetentionDays", isLogged: true, isCopied: false },
} as const satisfies Readonly<Record<string, BucketEntry>>;

/** A bucket that there is in every phase. */
export type HostBucket = keyof typeof BUCKETS;
/** What an environment keeps in OSS. Loki's bucket is there where a cluster is described. */
export type BucketRole = HostBucket | "loki";

export const HOST_BUCKETS = Object.keys(BUCKETS) as HostBucket[];

/** Loki deletes by itself what is too old: a rule of the bucket would delete what its index still names. */
export const LOKI_BUCKET: BucketEntry = {
  recoverableFor: "noncurrentRetentionDays",
  isLogged: true,
  isCopied: false,
};
