/** What a service of the platform is described by. `environments/services/` has one file for each. */
import { z } from "zod";
import { list } from "../kinds/list";
import { name } from "../kinds/name";
import { text } from "../kinds/text";
import { knob } from "../knob/knob";
import { inWords } from "../knob/limits";
import { commandProbe, pageProbe } from "./probes";
import { cronSchedule, quantity, resources, scaling, scalingSchedule } from "./sizes";

/** The resources of the environment that a service may reach. */
export const NEEDS = ["database", "redis", "search", "oss", "internet"] as const;
export type Need = (typeof NEEDS)[number];

/** The name of a service: that of its file. */
export const serviceName = () => name({ least: 2, most: 30, characters: ["lower-case letters", "digits", "hyphens"] });

/** A path with the characters that the load balancer takes; `*` and `?` are wildcards. */
const path = () => text(/^\/[A-Za-z0-9$\-_.+/&~@:'*?]{1,127}$/, "a path that the load balancer takes");

const command = z.array(z.string().min(1)).min(1);

const kind = <K extends "service" | "worker" | "cron">(value: K) =>
  knob(z.literal(value), {
    what: "What it is: a service answers requests, a worker takes tasks from the queue, a cron runs at times of day.",
    reason: "It decides which other knobs there are.",
  });

const common = {
  image: knob(
    name({
      ...{ least: 2, most: 64, first: "a letter or a digit" },
      characters: ["lower-case letters", "digits", "dots", "hyphens", "underscores"],
    }),
    {
      what: "The repository of its image. The account's registry has one for each name.",
      reason: "One for each image that the platform deploys (requirement: image-registry).",
    },
  ),
  command: knob(command.optional(), {
    what: "What the container runs; left out, the image's own command.",
    reason: "Several services share an image.",
    remedy: "List the program and its arguments.",
  }),
  userId: knob(z.int().min(1).max(65_535), {
    what: "The user that the image is made for.",
    unit: "numeric user id",
    reason: "A name cannot be checked to be other than root.",
  }),
  resources,
  writableFolders: z
    .array(
      z.strictObject({
        path: knob(text(/^\//, "an absolute path"), {
          what: "A folder that the container may write to.",
          reason: "Everything else is read-only.",
          remedy: "Write an absolute path such as /tmp.",
        }),
        size: quantity("The most that the folder may hold.", "It counts against the pod's disk."),
      }),
    )
    .optional(),
  environment: knob(inWords(z.record(z.string(), z.string()), "names and texts").optional(), {
    what: "Environment variables of its own, none of them secret.",
    reason: "Every service is told where databases and other services are.",
    remedy: "Write names and texts.",
  }),
  needs: knob(list(z.enum(NEEDS)), {
    what: "What it reaches. Its network policy lets it go there, and nowhere else.",
    reason: "The least that it works with.",
  }),
  calls: knob(list(serviceName()).default([]), {
    what: "The services that it asks.",
    reason: "Their network policies let it in.",
    remedy: "List names of services that answer requests.",
  }),
};

const port = (what: string, reason: string) => knob(z.int().min(1024).max(65_535), { what, unit: "TCP port", reason });

/** Answers requests. */
const webService = z.strictObject({
  kind: kind("service"),
  ...common,
  ports: z.strictObject({
    host: port(
      "The port on which every app host serves it.",
      "Each service has one of its own, because they share the hosts (requirement: service-ports).",
    ),
    container: port("The port on which it listens in its container.", "As its image says."),
  }),
  paths: knob(list(path(), { most: 5 }), {
    what: "The paths that the load balancer and the Ingress send to it; none for the one service that gets everything else.",
    reason: "The APIs have paths of their own; every other request is for the web (requirement: services).",
    remedy: "List up to five paths such as /api/search and /api/search/*.",
  }),
  health: knob(path().default("/api/health"), {
    what: "The page that answers 2xx while the service works.",
    reason: "Load balancer, kubelet and monitors ask for it (requirement: health-check).",
    remedy: "Write a path such as /api/health.",
  }),
  metrics: z.strictObject({
    job: knob(z.enum(["nextjs", "fastapi"]), {
      what: "The job under which Prometheus counts it.",
      reason: "Alert rules and dashboards go by it: a job for each framework (requirement: scrape-jobs).",
    }),
    path: knob(path().default("/metrics"), {
      what: "Where it shows its metrics. Nobody outside is let to that path.",
      reason: "The default of Prometheus' clients.",
      remedy: "Write a path such as /metrics.",
    }),
  }),
  migration: knob(command.optional(), {
    what: "What brings the database's schema up to date. A release runs it once, before any of its pods starts.",
    reason: "One service owns the schema, and only its file has a migration (requirement: release-migration).",
    remedy: 'List the program and its arguments, such as ["alembic", "upgrade", "head"].',
  }),
  scaling,
  scalingSchedule: scalingSchedule.default([]),
  probes: z.strictObject({ startup: pageProbe, liveness: pageProbe, readiness: pageProbe.optional() }),
});

/** Takes tasks from the queue, or, as the only one of its kind, puts them there at their time. */
const worker = z.strictObject({
  kind: kind("worker"),
  ...common,
  scaling: knob(z.union([scaling, z.literal("exactly-one")]), {
    what: "Between how many pods it has, as for a service; or exactly-one.",
    reason: "Two of what sets tasks going would set each going twice (requirement: celery-beat).",
    remedy: "Write minimum, maximum and cpuPercent, or exactly-one.",
  }),
  probes: z.strictObject({ startup: commandProbe, liveness: commandProbe }),
  longestTaskSeconds: knob(z.int().min(1).max(86_400), {
    what: "How long a task may take: a pod that goes has as long to end it.",
    unit: "seconds",
    reason: "A task that is killed is done again, or lost.",
  }),
});

/** Runs at times of day, in China. */
const cronJob = z.strictObject({
  kind: kind("cron"),
  ...common,
  schedule: cronSchedule,
  deadlineSeconds: knob(z.int().min(60).max(86_400), {
    what: "How long a run may take before it is ended.",
    unit: "seconds",
    reason: "A run that hangs would keep the next ones from starting.",
  }),
});

/** A service, a worker or a job of the platform. */
export const service = z.discriminatedUnion("kind", [webService, worker, cronJob]);

/** What a file in environments/services/ writes. */
export type ServiceInput = z.input<typeof service>;
export type Service = z.output<typeof service>;
export type WebService = z.output<typeof webService>;
export type Worker = z.output<typeof worker>;
export type CronJob = z.output<typeof cronJob>;
