import { z } from "zod";
import { REGION_IDS } from "../regions";
import { cidr, knob } from "./knob";
import { logRetentionDays } from "./log-retention";

const kmsKeyId = z.string().regex(/^key-[a-z0-9]+$/, "is not the id of a KMS key");

const backupDays = (what: string) =>
  knob(
    z
      .int()
      .min(7)
      .max(730)
      .refine((days) => days !== 7, "is the one value that versions of the provider before 1.289 do not send")
      .default(30),
    {
      what,
      unit: "days",
      reason: "30 days (specification, section 7.1).",
      remedy: "Write a whole number from 8 to 730.",
    },
  );

const postgres = z.strictObject({
  instanceClass: knob(z.string().regex(/^pg\.[a-z0-9]+\.[0-9]+c\.[12]m$/, "is not a class of RDS for PostgreSQL"), {
    what: "The RDS class: vCPUs and memory; .2m is two nodes in two zones, .1m is one node.",
    reason: "pg.n4.4c.2m is the specification's 4 vCPU and 16 GB (section 2.2), with a standby in the second zone.",
    remedy: "Write a class such as pg.n4.4c.2m, of the list that `npm run preflight` shows.",
  }),
  storageGiB: knob(z.int().min(20).max(32_000).multipleOf(5), {
    what: "The ESSD storage of the database.",
    unit: "GiB",
    reason: "200 GB in production (specification, section 2.2). It can grow in place, and never shrink.",
    remedy: "Write a multiple of 5 from 20 to 32000.",
  }),
  backupRetentionDays: backupDays("How long daily backups are kept."),
  logRetentionDays: backupDays(
    "How far back the database can be restored to any point in time; two-node classes only.",
  ),
  auditRetentionDays: knob(z.literal([30, 180, 365, 1095, 1825]).default(180), {
    what: "How long the record of every SQL statement is kept.",
    unit: "days",
    reason: "180 days is what Chinese law asks of network logs.",
    remedy: "Write 30, 180, 365, 1095 or 1825.",
  }),
  restoredEndpoint: knob(
    z
      .string()
      .regex(/^[a-z0-9][a-z0-9.-]+\.rds\.aliyuncs\.com$/, "is not the endpoint of an RDS instance")
      .optional(),
    {
      what: "The endpoint of an instance restored from a backup, which the hosts are to use in place of the stack's own.",
      reason:
        "None: the hosts use the stack's own instance. A restore makes a new instance (docs/runbooks/recovery.md).",
      remedy:
        "Write the internal endpoint from the RDS console, such as pgm-j6cexample.pg.rds.aliyuncs.com, or leave it out.",
    },
  ),
});

const redis = z.strictObject({
  topology: knob(z.enum(["cluster", "standard"]).default("cluster"), {
    what: "Shards behind a proxy, or one primary with a standby and read replicas.",
    reason:
      "The specification asks for a cluster (section 1). ApsaraDB fails over by itself: there are no Sentinel nodes.",
    remedy: "Choose cluster or standard.",
  }),
  instanceClass: knob(z.string().regex(/^redis\.[a-z0-9.]+$/, "is not a class of ApsaraDB for Redis"), {
    what: "The class of a shard, or of the whole standard instance.",
    reason:
      "redis.shard.small.2.ce is 1 GB with a standby in the second zone; two of them are the 2 GB of section 2.2.",
    remedy: "Write a class such as redis.shard.small.2.ce, of the list that `npm run preflight` shows.",
  }),
  shards: knob(z.int().min(2).max(32).default(2), {
    what: "How many shards a cluster has; of no meaning to a standard instance.",
    unit: "shards",
    reason: "The least that a cluster has.",
    remedy: "Write a whole number from 2 to 32.",
  }),
  readReplicas: knob(z.int().min(0).max(4).default(1), {
    what: "How many read replicas a standard instance has in each of its two zones; of no meaning to a cluster.",
    unit: "replicas per zone",
    reason: "One in each zone makes the two replicas of section 2.2.",
    remedy: "Write a whole number from 0 to 4.",
  }),
  evictionPolicy: knob(
    z
      .enum([
        "volatile-lru",
        "volatile-lfu",
        "volatile-ttl",
        "volatile-random",
        "allkeys-lru",
        "allkeys-lfu",
        "noeviction",
      ])
      .default("volatile-lru"),
    {
      what: "What Redis forgets when it is full.",
      reason:
        "Cache entries and sessions expire, so they may go early; queued Celery tasks do not expire and must stay.",
      remedy: "Choose one of Redis's maxmemory policies.",
    },
  ),
});

const buckets = z.strictObject({
  backupRetentionDays: knob(z.int().min(8).max(3650).default(30), {
    what: "How long a backup that hosts upload is kept.",
    unit: "days",
    reason: "30 days (specification, section 7.1).",
    remedy: "Write a whole number from 8 to 3650.",
  }),
  noncurrentRetentionDays: knob(z.int().min(1).max(3650).default(30), {
    what: "How long a replaced or deleted object can be brought back.",
    unit: "days",
    reason: "A month: as far back as the database can be restored.",
    remedy: "Write a whole number from 1 to 3650.",
  }),
  logRetentionDays: logRetentionDays("How long the record of requests to the buckets is kept."),
  assetsGiB: knob(z.int().min(1).max(1_000_000).default(100), {
    what: "The size that the assets are meant to stay below; an alarm tells when they do not.",
    unit: "GiB",
    reason: "100 GB (specification, section 2.3).",
    remedy: "Write a whole number from 1 to 1000000.",
  }),
  originPullSources: knob(z.array(cidr()).max(100).default([]), {
    what: "From where CDNs pull static files and images out of the assets bucket without signing their requests.",
    reason: "Nobody, until a CDN's own addresses are known: the bucket is private.",
    remedy: "List the CDN's origin-pull blocks, such as 198.51.100.0/24; never 0.0.0.0/0.",
  }),
});

const copies = z.strictObject({
  environment: knob(z.string().min(1), {
    what: "The environment whose buckets receive a copy of this one's assets, uploads and backups.",
    reason: "It makes the buckets, in its own region: deploy its data stack first.",
    remedy: "Name another platform environment.",
  }),
  region: knob(z.enum(REGION_IDS), {
    what: "The region of that environment, to which the database's backups are copied as well.",
    reason: "Named here too, so that one environment can be synthesized without the other.",
    remedy: `Choose one of ${REGION_IDS.join(", ")}, apart from this environment's own.`,
  }),
  retentionDays: backupDays("How long the copies of the database's backups are kept."),
  kmsKeyId: knob(kmsKeyId.optional(), {
    what: "The customer key of that region which encrypts the copies of objects that lie under a customer key here.",
    reason: "Only when data.secrets.kmsKeyId is set.",
    remedy: "Write the id from the KMS console of that region, such as key-sgpexample, or leave it out.",
  }),
});

const secrets = z.strictObject({
  store: knob(z.enum(["oos", "kms"]).default("oos"), {
    what: "Where generated passwords are kept for the hosts: encrypted parameters of OOS, or KMS secrets.",
    reason: "OOS costs nothing; KMS secrets need a KMS instance, sold by subscription.",
    remedy: "Choose oos or kms.",
  }),
  kmsInstanceId: knob(
    z
      .string()
      .regex(/^kst-[a-z0-9]+$/, "is not the id of a KMS instance")
      .optional(),
    {
      what: "The KMS instance that holds the secrets.",
      reason: "Only when store is kms.",
      remedy: "Write the id from the KMS console, such as kst-hkexample, or leave it out.",
    },
  ),
  kmsKeyId: knob(kmsKeyId.optional(), {
    what: "The customer key that encrypts secrets, the database, disks and buckets.",
    reason: "Keys that each service manages, by default.",
    remedy: "Write the id from the KMS console, such as key-hkexample, or leave it out.",
  }),
});

/** Databases, buckets and secrets. */
export const data = z.strictObject({
  postgres,
  redis,
  buckets: buckets.prefault({}),
  copies: copies.optional(),
  secrets: secrets.prefault({}),
});
