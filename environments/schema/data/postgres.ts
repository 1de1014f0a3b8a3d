import { z } from "zod";
import { text } from "../kinds/text";
import { knob } from "../knob/knob";
import { backupDays } from "./backup-days";

export const postgres = z.strictObject({
  instanceClass: knob(text(/^pg\.[a-z0-9]+\.[0-9]+c\.[12]m$/, "a class of RDS for PostgreSQL"), {
    what: "The RDS class: vCPUs and memory; .2m is two nodes in two zones, .1m is one node.",
    reason: "pg.n4.4c.2m is 4 vCPU and 16 GB, with a standby in the second zone (requirement: postgres-size).",
    remedy: "Write a class such as pg.n4.4c.2m, of the list that `npm run preflight` shows.",
  }),
  storageGiB: knob(z.int().min(20).max(32_000).multipleOf(5), {
    what: "The ESSD storage of the database.",
    unit: "GiB",
    reason: "200 GB in production (requirement: postgres-size). It can grow in place, and never shrink.",
  }),
  backupRetentionDays: backupDays("How long daily backups are kept."),
  logRetentionDays: backupDays(
    "How far back the database can be restored to any point in time; two-node classes only.",
  ),
  auditRetentionDays: knob(z.literal([30, 180, 365, 1095, 1825]).default(180), {
    what: "How long the record of every SQL statement is kept.",
    unit: "days",
    reason: "180 days is what Chinese law asks of network logs.",
  }),
  restoredEndpoint: knob(
    text(/^[a-z0-9][a-z0-9.-]+\.rds\.aliyuncs\.com$/, "the endpoint of an RDS instance").optional(),
    {
      what: "The endpoint of an instance restored from a backup, which the hosts are to use in place of the stack's own.",
      reason:
        "None: the hosts use the stack's own instance. A restore makes a new instance (docs/runbooks/recovery.md).",
      remedy: "Write the internal endpoint from the RDS console, such as pgm-j6cexample.pg.rds.aliyuncs.com.",
    },
  ),
});

export type Postgres = z.output<typeof postgres>;
