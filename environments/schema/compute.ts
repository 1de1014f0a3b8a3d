import { z } from "zod";
import { knob } from "./knob";

const host = {
  instanceTypes: knob(
    z
      .array(z.string().regex(/^ecs\.[a-z0-9-]+\.[a-z0-9]+$/, "is not an ECS instance type"))
      .min(1)
      .max(10),
    {
      what: "The instance types, in the order in which they are tried: the first is the one that is wanted.",
      reason:
        "A zone can be sold out. The specification's g6 sizes are c6 ones: g6 has twice the memory (section 2.1).",
      remedy: "List types such as ecs.c6.xlarge; `npm run preflight` tells which of them the zones sell.",
    },
  ),
  systemDiskGiB: knob(z.int().min(40).max(500).default(40), {
    what: "The system disk.",
    unit: "GiB",
    reason: "Enough for the system, images and logs; data lies elsewhere.",
    remedy: "Write a whole number from 40 to 500.",
  }),
};

const capacity = (what: string, reason: string) =>
  knob(z.int().min(1).max(100), { what, unit: "hosts", reason, remedy: "Write a whole number from 1 to 100." });

const percent = (what: string, reason: string, value: number) =>
  knob(z.int().min(10).max(95).default(value), {
    what,
    unit: "percent",
    reason,
    remedy: "Write a whole number from 10 to 95.",
  });

const schedule = z.strictObject({
  endsOn: knob(z.iso.date("is not a date"), {
    what: "The last day of the schedule. Auto Scaling demands one, at most 365 days ahead, and stops without a word after it.",
    reason: "Moved on once a year: synth warns from 30 days before, and refuses once the day has passed.",
    remedy: 'Write a date up to a year ahead, such as "2027-11-15".',
  }),
  follows: knob(z.string(), {
    what: "The service whose scaling schedule the app hosts follow: as many hosts as it would have pods.",
    reason: "Night and day are said once, in the service's file.",
    remedy: "Write the name of a service with a scalingSchedule, such as web.",
  }),
});

const app = z.strictObject({
  ...host,
  minimum: capacity("The least number of app hosts.", "Two, one in each zone (specification, sections 1 and 2.1)."),
  maximum: capacity("The largest number of app hosts.", "Ten, as for the pods of phase 2 (sections 4.2 and 10.2)."),
  cpuTargetPercent: percent(
    "The CPU use that scaling aims at.",
    "As for the pods of phase 2 (specification, section 4.2).",
    70,
  ),
  memoryTargetPercent: percent("The memory use that scaling aims at.", "As for the pods of phase 2 (section 4.2).", 80),
  schedule: schedule.optional(),
});

const search = z.strictObject({
  ...host,
  dataDiskGiB: knob(z.int().min(20).max(32_768).default(50), {
    what: "The disk of the search index, apart from the host: it stays when the host goes.",
    unit: "GiB",
    reason: "50 GB (specification, section 1). It can grow in place, and never shrink.",
    remedy: "Write a whole number from 20 to 32768.",
  }),
  snapshotRetentionDays: knob(z.int().min(1).max(3650).default(30), {
    what: "How long a daily snapshot of that disk is kept.",
    unit: "days",
    reason: "As long as the database's backups (specification, section 7).",
    remedy: "Write a whole number from 1 to 3650.",
  }),
});

/** Hosts and what stands in front of them. */
export const compute = z.strictObject({
  enabled: knob(z.boolean().default(true), {
    what: "Whether there are hosts and a load balancer at all.",
    reason: "Off in a pilot light: network and data are ready, and this is the one switch that starts the rest.",
    remedy: "Write true or false.",
  }),
  image: z
    .strictObject({
      family: knob(z.string().min(1).default("^aliyun_3_x64_20G_alibase_"), {
        what: "A regular expression on the names of system images; the newest that matches is used.",
        reason: "Alibaba Cloud Linux 3, patched monthly.",
        remedy: "Write the beginning of an image's name, such as ^aliyun_3_x64_20G_alibase_.",
      }),
      pinned: knob(z.string().min(1).default("aliyun_3_x64_20G_alibase_20251030.vhd"), {
        what: "The image that is used when none matches.",
        reason: "A host that dies must be replaced, whatever has become of the names of images.",
        remedy: "Write the id of a system image; `npm run preflight` shows the newest.",
      }),
    })
    .prefault({}),
  hosts: z.strictObject({ app, worker: z.strictObject(host), search, bastion: z.strictObject(host) }),
});
