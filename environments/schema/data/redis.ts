import { z } from "zod";
import { text } from "../kinds/text";
import { knob } from "../knob/knob";

export const redis = z.strictObject({
  topology: knob(z.enum(["cluster", "standard"]).default("cluster"), {
    what: "The kind of instance: shards behind a proxy, or one primary with a standby and read replicas.",
    reason: "A cluster (requirement: redis-cluster). ApsaraDB fails over by itself, without nodes of Sentinel.",
  }),
  instanceClass: knob(text(/^redis\.[a-z0-9.]+$/, "a class of ApsaraDB for Redis"), {
    what: "The class of a shard, or of the whole standard instance.",
    reason:
      "redis.shard.with.proxy.small.ce is 1 GB with a standby in the second zone; two are 2 GB (requirement: redis-size).",
    advice:
      "A cluster and read replicas have a proxy, and so a class with proxy in its name; a standard instance without " +
      "read replicas has another, such as redis.shard.mid.2.ce.",
    remedy: "Write a class such as redis.shard.with.proxy.small.ce, of the list that `npm run preflight` shows.",
  }),
  shards: knob(z.int().min(2).max(32).default(2), {
    what: "How many shards a cluster has. It has no effect on a standard instance.",
    unit: "shards",
    reason: "The least that a cluster has.",
  }),
  readReplicas: knob(z.int().min(0).max(4).default(1), {
    what: "How many read replicas a standard instance has in each of its two zones. It has no effect on a cluster.",
    unit: "replicas per zone",
    reason: "One in each zone makes two replicas (requirement: redis-replicas).",
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
      what: "The rule by which Redis removes entries when it is full (its maxmemory policy).",
      reason:
        "Cache entries and sessions expire, so they may go early; queued Celery tasks do not expire and must stay.",
    },
  ),
});

export type Redis = z.output<typeof redis>;
