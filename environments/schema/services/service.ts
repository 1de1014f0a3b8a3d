/** The knobs that describe a service of the platform. `environments/services/` has one file for each service. */
import { z } from "zod";
import { list } from "../kinds/list";
import { name } from "../kinds/name";
import { text } from "../kinds/text";
import { knob } from "../knob/knob";
import { inWords } from "../knob/limits";
import { LARGEST_HOST_PORT } from "./host-ports";
import { commandProbe, pageProbe } from "./probes";
import { cronSchedule, quantity, resources, scaling, scalingSchedule } from "./sizes";

/** The resources of the environment that a service may reach. */
export const NEEDS = ["database", "redis", "search", "oss", "internet"] as const;
export type Need = (typeof NEEDS)[number];

/**
 * The name of a service: that of its file. The name of a job, with the project and an entry of the service's schedule, has
 * 52 characters at most.
 */
export const serviceName = () => name({ least: 2, most: 22, characters: ["lower-case letters", "digits", "hyphens"] });

/** A path with the characters that the load balancer takes; `*` and `?` are wildcards. */
const path = () => text(/^\/[A-Za-z0-9$\-_.+/&~@:'*?]{1,127}$/, "a path that the load balancer takes");

const command = z.array(z.string().min(1)).min(1);

const kind = <K extends "service" | "worker" | "cron">(value: K) =>
  knob(z.literal(value), {
    what: "Its kind: a service answers requests, a worker takes tasks from the queue, a cron runs at times of day.",
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
      reason: "There is one for each image that the platform deploys (requirement: image-registry).",
    },
  ),
  command: knob(command.optional(), {
    what: "The command that the container runs. When left out: the image's own.",
    reason: "Several services share an image.",
    remedy: "List the program and its arguments.",
  }),
  userId: knob(z.int().min(1).max(65_535), {
    what: "The user that the image is made for.",
    unit: "numeric user id",
    reason: "Kubernetes can check that a numeric id is not root's; it cannot check a name.",
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
    reason: "Addresses of databases and other services are not needed here: every service gets them.",
    remedy: "Write names and texts.",
  }),
  needs: knob(list(z.enum(NEEDS)), {
    what: "The resources that it uses. Its network policy lets it reach them, and nothing else.",
    reason: "The least that it works with.",
  }),
  calls: knob(list(serviceName()).default([]), {
    what: "The services that it sends requests to.",
    reason: "Their network policies accept its requests.",
    remedy: "List names of services that answer requests.",
  }),
};

const port = (what: string, reason: string, largest: number) =>
  knob(z.int().min(1024).max(largest), { what, unit: "TCP port", reason });

/** A service that answers requests. */
const webService = z.strictObject({
  kind: kind("service"),
  ...common,
  ports: z.strictObject({
    host: port(
      "The port on which every app host serves it, to the load balancer.",
      "Each service has one of its own, and three more made of it, on the hosts they share (requirement: service-ports).",
      LARGEST_HOST_PORT,
    ),
    container: port("The port on which it listens in its container.", "The image decides it.", 65_535),
  }),
  paths: knob(list(path(), { most: 5 }), {
    what: "The paths that are routed to it. The one service that gets every other request has none.",
    reason: "The APIs have paths of their own; every other request is for the web (requirement: services).",
    remedy: "List up to five paths such as /api/search and /api/search/*.",
  }),
  health: knob(path().default("/api/health"), {
    what: "The page that answers 2xx while the service works.",
    reason: "The load balancer, the kubelet and monitors request it (requirement: health-check).",
    remedy: "Write a path such as /api/health.",
  }),
  metrics: z.strictObject({
    job: knob(z.enum(["nextjs", "fastapi"]), {
      what: "The Prometheus job that scrapes it.",
      reason: "Alert rules and dashboards select services by it; each framework has a job (requirement: scrape-jobs).",
    }),
    path: knob(path().default("/metrics"), {
      what: "The path of its metrics. The platform does not serve that path to the outside.",
      reason: "The default of Prometheus' clients.",
      remedy: "Write a path such as /metrics.",
    }),
  }),
  migration: knob(command.optional(), {
    what: "The command that updates the database's schema. A release runs it once, before any of its pods starts.",
    reason: "One service owns the schema, and only its file has a migration (requirement: release-migration).",
    remedy: 'List the program and its arguments, such as ["alembic", "upgrade", "head"].',
  }),
  scaling,
  scalingSchedule: scalingSchedule.default([]),
  probes: z.strictObject({ startup: pageProbe, liveness: pageProbe, readiness: pageProbe.optional() }),
});

/** A worker: takes tasks from the queue or, when there is exactly one, puts them there when they are due. */
const worker = z.strictObject({
  kind: kind("worker"),
  ...common,
  scaling: knob(z.union([scaling, z.literal("exactly-one")]), {
    what: "The least and the largest number of pods, as for a service, or exactly-one.",
    reason: "Two pods that start tasks on a schedule would start each task twice (requirement: celery-beat).",
    remedy: "Write minimum, maximum and cpuPercent, or exactly-one.",
  }),
  probes: z.strictObject({ startup: commandProbe, liveness: commandProbe }),
  longestTaskSeconds: knob(z.int().min(1).max(86_400), {
    what: "How long a task may take. A pod that is stopped has as long to finish its task.",
    unit: "seconds",
    reason: "A task that is killed is done again, or lost.",
  }),
});

/** A job that runs at times of day, in China Standard Time. */
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

/** The content of a file in environments/services/. */
export type ServiceInput = z.input<typeof service>;
export type Service = z.output<typeof service>;
export type WebService = z.output<typeof webService>;
export type Worker = z.output<typeof worker>;
export type CronJob = z.output<typeof cronJob>;
