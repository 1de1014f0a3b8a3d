import { z } from "zod";
import { name } from "../kinds/name";
import { text } from "../kinds/text";
import { knob } from "../knob/knob";

/** Makes a knob for an amount as Kubernetes writes it. */
export const quantity = (what: string, reason: string) =>
  knob(text(/^[0-9]+(\.[0-9]+)?(m|Ki|Mi|Gi)?$/, "a quantity of Kubernetes"), {
    what,
    reason,
    remedy: "Write a quantity such as 250m, 1 or 512Mi.",
  });

const allowance = (of: string, reason: string) => ({
  request: quantity(`The ${of} that a pod is promised.`, reason),
  limit: quantity(`The most ${of} that a pod may take.`, reason),
});

const cpu = allowance("CPU", "A pod above its limit is slowed down.");
const memory = allowance("memory", "A container above its limit is killed.");
const ephemeralStorage = allowance("disk", "Logs and writable folders count; a pod above its limit is evicted.");

/** The resources that a pod is promised, and the most that it may take. */
export const resources = z.strictObject({
  cpu: z.strictObject(cpu),
  memory: z.strictObject(memory),
  ephemeralStorage: z.strictObject(ephemeralStorage),
});

const optional = ({ request, limit }: ReturnType<typeof allowance>) =>
  z.strictObject({ request: request.optional(), limit: limit.optional() }).optional();

/** The resources that an environment overrides: only those that differ. */
export const resourceOverrides = z.strictObject({
  cpu: optional(cpu),
  memory: optional(memory),
  ephemeralStorage: optional(ephemeralStorage),
});

const podCount = (what: string, reason: string) => knob(z.int().min(1).max(100), { what, unit: "pods", reason });

const targetPercent = (what: string, reason: string) =>
  knob(z.int().min(1).max(100), { what, unit: "percent of the request", reason });

const scalingKnobs = {
  minimum: podCount("The least number of pods.", "Two pods survive the loss of one, and of a zone."),
  maximum: podCount("The largest number of pods.", "A ceiling on what a mistake can cost."),
  cpuPercent: targetPercent("The CPU use that scaling aims at.", "Room for a burst until new pods are there."),
  memoryPercent: targetPercent(
    "The memory use that scaling aims at. When left out: memory does not count.",
    "An idle process that uses more keeps the largest number of pods for ever, so its heap has to stay below.",
  ),
};

/** The least and the largest number of a service's pods, and the use that scaling aims at. */
export const scaling = z.strictObject({ ...scalingKnobs, memoryPercent: scalingKnobs.memoryPercent.optional() });

/** The scaling that an environment overrides: only what differs. */
export const scalingOverrides = z.strictObject({
  minimum: scalingKnobs.minimum.optional(),
  maximum: scalingKnobs.maximum.optional(),
  cpuPercent: scalingKnobs.cpuPercent.optional(),
  memoryPercent: scalingKnobs.memoryPercent.optional(),
});

const scheduledSize = z.strictObject({
  name: knob(name({ least: 2, most: 14, characters: ["lower-case letters", "digits", "hyphens"] }), {
    what: "The entry's name.",
    reason: "It is part of the names of the job and of the scheduled task that set the size.",
  }),
  at: knob(text(/^([01][0-9]|2[0-3]):[0-5][0-9]$/, "a time of day"), {
    what: "When it takes effect, every day, in China Standard Time (UTC+8).",
    reason: "The platform's users are in that time zone (requirement: night-schedule).",
    remedy: 'Write hours and minutes, such as "01:00".',
  }),
  minimum: podCount(
    "The least number of pods from then on, and of the hosts that follow the service.",
    "Few people are there at night.",
  ),
  maximum: podCount("The largest number from then on.", "Few people are there at night."),
});

/** The sizes of a service by the time of day. */
export const scalingSchedule = knob(z.array(scheduledSize).max(10), {
  what: "The sizes of the service by the time of day. An empty list leaves them alone.",
  reason: "Few people are there at night (requirement: night-schedule).",
  remedy: 'List entries such as { name: "night", at: "01:00", minimum: 1, maximum: 3 }, or none.',
});

/** The times at which a job runs. */
export const cronSchedule = knob(text(/^(\S+ ){4}\S+$/, "a cron expression of five fields"), {
  what: "When it runs, in China Standard Time.",
  reason: "Crawls four times a day; daily tasks after the backups.",
  remedy: 'Write minute, hour, day of month, month and day of week, such as "30 4 * * *".',
});

export type Resources = z.output<typeof resources>;
export type ScheduledSize = z.output<typeof scheduledSize>;
