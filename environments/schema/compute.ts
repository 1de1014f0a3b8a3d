import { z } from "zod";
import { instanceTypes } from "./kinds/instance-types";
import { knob } from "./knob/knob";
import { serviceName } from "./services/service";

const host = {
  instanceTypes: instanceTypes(
    "The instance types, in the order in which they are tried: the first is the one that is wanted.",
    "A zone can be sold out. 4 vCPU and 8 GB are a c6 size: g6 has twice the memory (requirement: app-hosts).",
  ),
  systemDiskGiB: knob(z.int().min(40).max(500).default(40), {
    what: "The system disk.",
    unit: "GiB",
    reason: "Enough for the system, images and logs; data is elsewhere.",
  }),
};

const capacity = (what: string, reason: string) => knob(z.int().min(1).max(100), { what, unit: "hosts", reason });

const percent = (what: string, reason: string, value: number) =>
  knob(z.int().min(10).max(95).default(value), { what, unit: "percent", reason });

const hostSchedule = z.strictObject({
  follows: knob(serviceName(), {
    what: "The service whose scaling schedule the app hosts follow: as many hosts as it would have pods.",
    reason: "Night and day are defined once, in the service's file (requirement: night-schedule).",
    remedy: "Write the name of a service with a scalingSchedule, such as web.",
  }),
});

const appHosts = z.strictObject({
  ...host,
  minimum: capacity("The least number of app hosts.", "Two, one in each zone (requirement: app-hosts)."),
  maximum: capacity(
    "The largest number of app hosts.",
    "Ten, as for the web's pods (requirements: app-host-scaling, web-autoscaler).",
  ),
  cpuTargetPercent: percent(
    "The CPU use that scaling aims at.",
    "As for the web's pods (requirements: app-host-scaling, web-autoscaler).",
    70,
  ),
  memoryTargetPercent: percent(
    "The memory use that scaling aims at.",
    "As for the web's pods (requirement: app-host-scaling).",
    80,
  ),
  schedule: knob(hostSchedule.optional(), {
    what: "The number of app hosts by the time of day.",
    reason: "Without it, the number follows the hosts' CPU and memory use alone.",
  }),
});

export type AppHosts = z.output<typeof appHosts>;

const dataDisk = (of: string, defaultGiB: number, reason: string) => ({
  dataDiskGiB: knob(z.int().min(20).max(32_768).default(defaultGiB), {
    what: `The disk of ${of}. It is separate from the host, so it stays when the host is replaced.`,
    unit: "GiB",
    reason: `${reason} It can grow in place, and never shrink.`,
  }),
  snapshotRetentionDays: knob(z.int().min(1).max(3650).default(30), {
    what: "How long a daily snapshot of that disk is kept.",
    unit: "days",
    reason: "As long as the database's backups (requirement: backup-retention).",
  }),
});

const searchHost = z.strictObject({
  ...host,
  ...dataDisk("the search index", 50, "50 GB (requirement: search-disk)."),
});

const workerHost = z.strictObject({
  ...host,
  ...dataDisk("the monitoring", 20, "Two weeks of measurements take a few GB (requirement: metrics-retention)."),
});

export type DataDiskSizes = Pick<z.output<typeof searchHost>, "dataDiskGiB" | "snapshotRetentionDays">;

/** The settings of the hosts and of the load balancer in front of them. */
export const compute = z.strictObject({
  enabled: knob(z.boolean().default(true), {
    what: "Whether there are hosts and a load balancer at all.",
    reason: "Off in a pilot light: network and data are ready, and this is the one switch that starts the rest.",
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
        reason: "A host that dies must be replaced, even when the names of images have changed.",
        remedy: "Write the id of a system image; `npm run preflight` shows the newest.",
      }),
    })
    .prefault({}),
  hosts: z.strictObject({
    app: appHosts,
    worker: workerHost,
    search: searchHost,
    bastion: z.strictObject(host),
  }),
});

export type Compute = z.output<typeof compute>;
