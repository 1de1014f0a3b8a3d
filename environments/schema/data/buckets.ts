import { z } from "zod";
import { ipv4Block } from "../kinds/ipv4-block";
import { list } from "../kinds/list";
import { logRetentionDays } from "../kinds/log-retention";
import { knob } from "../knob/knob";

export const buckets = z.strictObject({
  backupRetentionDays: knob(z.int().min(8).max(3650).default(30), {
    what: "How long a backup that hosts upload is kept.",
    unit: "days",
    reason: "A month (requirement: backup-retention).",
  }),
  noncurrentRetentionDays: knob(z.int().min(1).max(3650).default(30), {
    what: "How long a replaced or deleted object can be brought back.",
    unit: "days",
    reason: "A month: as far back as the database can be restored.",
  }),
  logRetentionDays: logRetentionDays("How long the record of requests to the buckets is kept."),
  assetsGiB: knob(z.int().min(1).max(1_000_000).default(100), {
    what: "The size that the assets should stay below. An alarm goes off above it.",
    unit: "GiB",
    reason: "100 GB (requirement: assets-bucket).",
  }),
  originPullSources: knob(
    list(
      // A block that large is the Internet, and the bucket public.
      ipv4Block({
        shortest: 12,
        tooLarge: "opens the assets to more than a million addresses",
        example: "198.51.100.0/24",
      }),
      { most: 100 },
    ).default([]),
    {
      what: "The addresses from which CDNs may pull files and images from the assets bucket with unsigned requests.",
      reason: "Nobody, until a CDN's own addresses are known: the bucket is private.",
      advice: "Use the CDN's own origin-pull blocks.",
    },
  ),
});

export type Buckets = z.output<typeof buckets>;
