/** What a service of the platform is described by. `environments/services/` has one file for each. */
import { z } from "zod";
import { knob } from "./knob";

const NAME = /^[a-z][a-z0-9-]{1,29}$/;
/** Characters that the load balancer takes in a path; `*` and `?` are wildcards. */
const PATH = /^\/[A-Za-z0-9$\-_.+/&~@:'*?]{1,127}$/;

/** The resources of the environment that a service may reach. */
export const NEEDS = ["database", "redis", "search", "oss", "internet"] as const;
export type Need = (typeof NEEDS)[number];

const quantity = (what: string, reason: string) =>
  knob(z.string().regex(/^[0-9]+(\.[0-9]+)?(m|Ki|Mi|Gi)?$/, "is not a quantity of Kubernetes"), {
    what,
    reason,
    remedy: "Write a quantity such as 250m, 1 or 512Mi.",
  });

const amount = (of: string, reason: string) => ({
  request: quantity(`The ${of} that a pod is promised.`, reason),
  limit: quantity(`The most ${of} that a pod may take.`, reason),
});

const cpu = amount("CPU", "A pod above its limit is slowed down.");
const memory = amount("memory", "A container above its limit is killed.");
const ephemeralStorage = amount(
  "disk",
  "Logs, writable folders and the container's own layer count; above it a pod goes.",
);

const resources = z.strictObject({
  cpu: z.strictObject(cpu),
  memory: z.strictObject(memory),
  ephemeralStorage: z.strictObject(ephemeralStorage),
});

const optional = <A extends z.ZodType, B extends z.ZodType>({ request, limit }: { request: A; limit: B }) =>
  z.strictObject({ request: request.optional(), limit: limit.optional() }).optional();

const podCount = (what: string, reason: string) =>
  knob(z.int().min(1).max(100), { what, unit: "pods", reason, remedy: "Write a whole number from 1 to 100." });

const targetPercent = (what: string, reason: string) =>
  knob(z.int().min(1).max(100), {
    what,
    unit: "percent of the request",
    reason,
    remedy: "Write a whole number from 1 to 100.",
  });

const scalingKnobs = {
  minimum: podCount("The least number of pods.", "Two survive the loss of one, and of a zone."),
  maximum: podCount("The largest number of pods.", "A ceiling on what a mistake can cost."),
  cpuPercent: targetPercent("The CPU use that scaling aims at.", "Room for a burst until new pods are there."),
  memoryPercent: targetPercent(
    "The memory use that scaling aims at; left out, memory does not count.",
    "A process that rests above it keeps the largest number of pods for ever: its heap has to stay below.",
  ).optional(),
};

const scaling = z.strictObject(scalingKnobs);

const scheduledSize = z.strictObject({
  name: knob(z.string().regex(/^[a-z][a-z0-9-]{1,13}$/, "is not 2 to 14 lower-case letters, digits and hyphens"), {
    what: "The entry's name.",
    reason: "Part of the names of the job and of the scheduled task that set the size.",
    remedy: "Write 2 to 14 lower-case letters, digits or hyphens, a letter first.",
  }),
  at: knob(z.string().regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$/, "is not a time of day"), {
    what: "When it takes effect, every day, in China Standard Time (UTC+8).",
    reason: "The platform's users live by that clock.",
    remedy: 'Write hours and minutes, such as "01:00".',
  }),
  minimum: podCount(
    "The least number from then on: of pods, or of the hosts that follow the service.",
    "Night and day differ.",
  ),
  maximum: podCount("The largest number from then on.", "Night and day differ."),
});

const scalingSchedule = z.array(scheduledSize).max(10);

const cronSchedule = knob(z.string().regex(/^(\S+ ){4}\S+$/, "is not a cron expression of five fields"), {
  what: "When it runs, in China Standard Time.",
  reason: "Crawls four times a day; nightly tasks after the backups.",
  remedy: 'Write minute, hour, day of month, month and day of week, such as "30 4 * * *".',
});

const probeTimes = {
  delaySeconds: knob(z.int().min(0).max(3600).optional(), {
    what: "How long after the container's start the first question comes; left out, at once.",
    unit: "seconds",
    reason: "A start probe makes most delays needless.",
    remedy: "Write a whole number from 0 to 3600, or leave it out.",
  }),
  periodSeconds: knob(z.int().min(1).max(3600), {
    what: "How often the question is asked.",
    unit: "seconds",
    reason: "Often enough for a rollout to go on, seldom enough to cost nothing.",
    remedy: "Write a whole number from 1 to 3600.",
  }),
  timeoutSeconds: knob(z.int().min(1).max(600).optional(), {
    what: "After how long no answer is a failure; left out, three seconds.",
    unit: "seconds",
    reason: "A busy process answers late.",
    remedy: "Write a whole number from 1 to 600, or leave it out.",
  }),
  failures: knob(z.int().min(1).max(1000).optional(), {
    what: "How many failures in a row count; left out, three.",
    unit: "failures",
    reason: "One lost answer is no outage.",
    remedy: "Write a whole number from 1 to 1000, or leave it out.",
  }),
};

const probeCommand = z.array(z.string()).min(1);

/** A question that is asked of a service's health page, or by a command. */
const pageProbe = z.strictObject({
  command: knob(probeCommand.optional(), {
    what: "A command that exits 0 when all is well; left out, the health page is asked.",
    reason: "The page is what visitors depend on.",
    remedy: "List the program and its arguments, or leave it out.",
  }),
  ...probeTimes,
});

/** A question that is asked of a worker, which has no page. */
const commandProbe = z.strictObject({
  command: knob(probeCommand, {
    what: "A command that exits 0 when all is well.",
    reason: "A worker has no page.",
    remedy: "List the program and its arguments.",
  }),
  ...probeTimes,
});

const common = {
  image: knob(z.string().regex(/^[a-z0-9][a-z0-9._-]{1,63}$/, "is not the name of an image repository"), {
    what: "The repository of its image in the account's registry, which makes one for each name.",
    reason: "One image for each folder of the application that has a Dockerfile.",
    remedy: "Write 2 to 64 lower-case letters, digits, dots, hyphens or underscores.",
  }),
  command: knob(z.array(z.string().min(1)).min(1).optional(), {
    what: "What the container runs; left out, the image's own command.",
    reason: "Several services share an image.",
    remedy: "List the program and its arguments, or leave it out.",
  }),
  userId: knob(z.int().min(1).max(65_535), {
    what: "The user that the image is made for.",
    unit: "numeric user id",
    reason: "A name cannot be checked to be other than root.",
    remedy: "Write a whole number from 1 to 65535.",
  }),
  resources,
  writableFolders: z
    .array(
      z.strictObject({
        path: knob(z.string().regex(/^\//, "is not absolute"), {
          what: "A folder that the container may write to.",
          reason: "Everything else is read-only.",
          remedy: "Write an absolute path such as /tmp.",
        }),
        size: quantity("The most that the folder may hold.", "It counts against the pod's disk."),
      }),
    )
    .optional(),
  environment: knob(z.record(z.string(), z.string()).optional(), {
    what: "Environment variables of its own, none of them secret.",
    reason: "Where databases and other services are is told to every service.",
    remedy: "Write names and texts, or leave it out.",
  }),
  needs: knob(z.array(z.enum(NEEDS)), {
    what: "What it reaches: its network policy lets it go there, and nowhere else.",
    reason: "The least that it works with.",
    remedy: `List some of ${NEEDS.join(", ")}.`,
  }),
  calls: knob(z.array(z.string()).default([]), {
    what: "The services that it asks.",
    reason: "Their network policies let it in.",
    remedy: "List names of services that have ports.",
  }),
};

/** Answers requests. */
const webService = z.strictObject({
  kind: z.literal("service"),
  ...common,
  ports: z.strictObject({
    host: knob(z.int().min(1024).max(65_535), {
      what: "The port on which every app host serves it.",
      unit: "TCP port",
      reason: "Each service has one of its own, since they share the hosts.",
      remedy: "Write a whole number from 1024 to 65535 that no other service uses.",
    }),
    container: knob(z.int().min(1024).max(65_535), {
      what: "The port on which it listens in its container.",
      unit: "TCP port",
      reason: "As its image says.",
      remedy: "Write a whole number from 1024 to 65535.",
    }),
  }),
  paths: knob(z.array(z.string().regex(PATH, "is not a path that the load balancer takes")).max(5), {
    what: "The paths that the load balancer and the Ingress send to it; none for the one service that gets everything else.",
    reason: "The APIs have paths of their own; every other request is for the web.",
    remedy: "List up to five paths such as /api/search and /api/search/*.",
  }),
  health: knob(z.string().regex(PATH, "is not a path").default("/api/health"), {
    what: "The page that answers 2xx while the service works.",
    reason: "Load balancer, kubelet and monitors ask for it.",
    remedy: "Write a path such as /api/health.",
  }),
  metrics: z.strictObject({
    job: knob(z.enum(["nextjs", "fastapi"]), {
      what: "The job under which Prometheus counts it.",
      reason: "Alert rules and dashboards go by it: a job for each framework.",
      remedy: "Choose nextjs or fastapi.",
    }),
    path: knob(z.string().regex(PATH, "is not a path").default("/metrics"), {
      what: "Where it shows its metrics. Nobody outside is let to that path.",
      reason: "The default of Prometheus' clients.",
      remedy: "Write a path such as /metrics.",
    }),
  }),
  migration: knob(z.array(z.string().min(1)).min(1).optional(), {
    what: "What brings the database's schema up to date; a release runs it once, before any of its pods starts.",
    reason: "One service owns the schema, and only its file has a migration.",
    remedy: 'List the program and its arguments, such as ["alembic", "upgrade", "head"], or leave it out.',
  }),
  scaling,
  scalingSchedule: knob(scalingSchedule.default([]), {
    what: "Its sizes by the time of day; none leaves them alone.",
    reason: "Nights are quiet.",
    remedy: 'List entries such as { name: "night", at: "01:00", minimum: 1, maximum: 3 }, or none.',
  }),
  probes: z.strictObject({ startup: pageProbe, liveness: pageProbe, readiness: pageProbe.optional() }),
});

/** Takes tasks from the queue, or, as the only one of its kind, puts them there at their time. */
const worker = z.strictObject({
  kind: z.literal("worker"),
  ...common,
  scaling: z.union([scaling, z.literal("exactly-one")]),
  probes: z.strictObject({ startup: commandProbe, liveness: commandProbe }),
  longestTaskSeconds: knob(z.int().min(1).max(86_400), {
    what: "How long a task may take: a pod that goes has as long to end it.",
    unit: "seconds",
    reason: "A task that is killed is done again, or lost.",
    remedy: "Write a whole number from 1 to 86400.",
  }),
});

/** Runs at times of day, in China. */
const cronJob = z.strictObject({
  kind: z.literal("cron"),
  ...common,
  schedule: cronSchedule,
  deadlineSeconds: knob(z.int().min(60).max(86_400), {
    what: "How long a run may take before it is ended.",
    unit: "seconds",
    reason: "A run that hangs would keep the next ones from starting.",
    remedy: "Write a whole number from 60 to 86400.",
  }),
});

/** A service, a worker or a job of the platform. */
export const service = z.discriminatedUnion("kind", [webService, worker, cronJob]);

/** What an environment may say of a service: its sizes and times. */
export const serviceOverrides = z.strictObject({
  resources: z
    .strictObject({ cpu: optional(cpu), memory: optional(memory), ephemeralStorage: optional(ephemeralStorage) })
    .optional(),
  scaling: z
    .strictObject({
      minimum: scalingKnobs.minimum.optional(),
      maximum: scalingKnobs.maximum.optional(),
      cpuPercent: scalingKnobs.cpuPercent.optional(),
      memoryPercent: scalingKnobs.memoryPercent,
    })
    .optional(),
  scalingSchedule: scalingSchedule.optional(),
  schedule: cronSchedule.optional(),
});

/** The services of an environment that differ from their files, by name. */
export const services = knob(
  z
    .record(z.string().regex(NAME, "is not 2 to 30 lower-case letters, digits and hyphens"), serviceOverrides)
    .default({}),
  {
    what: "Sizes and times of services that differ here, by the service's name.",
    reason: "environments/services/ has the services themselves, at production's size.",
    remedy: "Write the name of a file in environments/services/ and what differs, or leave it out.",
  },
);

/** What a file in environments/services/ writes. */
export type ServiceInput = z.input<typeof service>;
export type ServiceOverrides = z.output<typeof serviceOverrides>;
export type Service = z.output<typeof service>;
export type WebService = z.output<typeof webService>;
export type Worker = z.output<typeof worker>;
export type CronJob = z.output<typeof cronJob>;
export type Resources = z.output<typeof resources>;
export type ScheduledSize = z.output<typeof scheduledSize>;

/** The services of an environment by their names: those that answer requests, workers, jobs. */
export type Services = Readonly<Record<string, Service>>;

/** Those that answer requests, in order. */
export function webServices(services: Services): (WebService & { readonly name: string })[] {
  return Object.entries(services).flatMap(([name, entry]) => (entry.kind === "service" ? [{ ...entry, name }] : []));
}

/** The one that gets every request that no path of another takes. The rules of services ask for exactly one. */
export function defaultService(services: Services): WebService & { readonly name: string } {
  const [found] = webServices(services).filter(({ paths }) => paths.length === 0);
  if (found === undefined) throw new Error("services: none is without paths; leave the paths of one empty");
  return found;
}

/** The one that owns the database's schema. The rules of services ask for exactly one. */
export function schemaOwner(services: Services): WebService & { readonly migration: string[] } {
  for (const { migration, ...service } of webServices(services)) if (migration) return { ...service, migration };
  throw new Error("services: none has a migration; write one into the file of the service that owns the schema");
}
