import { HEALTH_PATH } from "../../region/operations-stack";
import type { ServiceEntry, WorkloadEntry } from "./workload-entry";

/** The user of the FastAPI images, the first that `useradd` makes (section 3.3). */
const PYTHON_USER = 1000;

const health = { path: HEALTH_PATH };

const API = {
  kind: "service",
  userId: PYTHON_USER,
  containerPort: 8000,
  // Section 3.3; requests under way have as long as the pod's grace leaves them.
  command: "uvicorn app.main:app --host 0.0.0.0 --port 8000 --timeout-graceful-shutdown 25".split(" "),
  resources: {
    cpu: { request: "200m", limit: "500m" },
    memory: { request: "256Mi", limit: "512Mi" },
    ephemeralStorage: { request: "128Mi", limit: "512Mi" },
  },
  scaling: { minimum: 2, maximum: 6, cpuPercent: 70 },
  probes: {
    startup: { check: health, periodSeconds: 5, failures: 24 },
    liveness: { check: health, periodSeconds: 10, timeoutSeconds: 5, failures: 6 },
    readiness: { check: health, periodSeconds: 5 },
  },
} as const satisfies Omit<ServiceEntry, "image" | "needs">;

/** What Celery's images have in common (section 3.1). */
const AUTOMATION = { image: "automation", userId: PYTHON_USER } as const;

const ping = { command: ["sh", "-c", 'exec celery -A app.celery inspect ping --timeout 10 -d "celery@$HOSTNAME"'] };
// Beat writes its schedule every few minutes; when it has not for a quarter of an hour, it hangs.
const scheduleIsFresh = { command: ["sh", "-c", "find /tmp/celerybeat-schedule* -mmin -15 | grep -q ."] };

/**
 * The workloads: names, images, ports, sizes. A new one is one entry. Specification, sections 1 (what there is), 3.1 (how it
 * is started), 4.1 and 4.2 (the web), 10.2 (its schedule).
 */
export const WORKLOADS: Readonly<Record<string, WorkloadEntry>> = {
  web: {
    kind: "service",
    image: "web",
    userId: 1001,
    containerPort: 3000,
    resources: {
      cpu: { request: "250m", limit: "500m" },
      memory: { request: "512Mi", limit: "1Gi" },
      ephemeralStorage: { request: "256Mi", limit: "1Gi" },
    },
    writableFolders: [
      { path: "/tmp", size: "64Mi" },
      { path: "/app/.next/cache", size: "512Mi" },
    ],
    // The autoscaler aims at 410Mi, 80 % of the request: a heap that may rest above it would mean ten pods for ever.
    environment: { NODE_OPTIONS: "--max-old-space-size=320" },
    needs: ["database", "redis", "search", "oss"],
    calls: ["content-api", "search-api"],
    scaling: { minimum: 2, maximum: 10, cpuPercent: 70, memoryPercent: 80, externallyScaled: true },
    schedule: [
      { name: "night", at: "01:00", minimum: 1, maximum: 3 },
      { name: "day", at: "08:00", minimum: 2, maximum: 10 },
    ],
    probes: {
      startup: { check: health, periodSeconds: 5, failures: 24 },
      liveness: { check: health, delaySeconds: 30, periodSeconds: 10, timeoutSeconds: 5, failures: 6 },
      readiness: { check: health, delaySeconds: 5, periodSeconds: 5 },
    },
  },
  "content-api": { ...API, image: "content-api", needs: ["database", "redis", "oss"] },
  "search-api": { ...API, image: "search-api", needs: ["database", "search"] },
  "celery-worker": {
    ...AUTOMATION,
    kind: "worker",
    command: "celery -A app.celery worker --loglevel=info".split(" "),
    resources: {
      cpu: { request: "500m", limit: "1" },
      memory: { request: "512Mi", limit: "1Gi" },
      ephemeralStorage: { request: "256Mi", limit: "1Gi" },
    },
    writableFolders: [{ path: "/tmp", size: "512Mi" }],
    needs: ["database", "redis", "search", "oss", "internet"],
    scaling: { minimum: 2, maximum: 6, cpuPercent: 70 },
    longestTaskSeconds: 600,
    // Patient: while the broker is away nobody answers, and a new start does not mend that.
    probes: {
      startup: { check: ping, periodSeconds: 15, timeoutSeconds: 15, failures: 12 },
      liveness: { check: ping, periodSeconds: 120, timeoutSeconds: 30, failures: 10 },
    },
  },
  "celery-beat": {
    ...AUTOMATION,
    kind: "worker",
    command: "celery -A app.celery beat --loglevel=info --schedule=/tmp/celerybeat-schedule --pidfile=".split(" "),
    resources: {
      cpu: { request: "50m", limit: "250m" },
      memory: { request: "128Mi", limit: "256Mi" },
      ephemeralStorage: { request: "64Mi", limit: "256Mi" },
    },
    needs: ["redis"],
    // Two would put every task into the queue twice.
    scaling: "exactly-one",
    longestTaskSeconds: 30,
    probes: {
      startup: { check: scheduleIsFresh, periodSeconds: 10, failures: 30 },
      liveness: { check: scheduleIsFresh, periodSeconds: 60, failures: 3 },
    },
  },
  crawlers: {
    ...AUTOMATION,
    kind: "cron",
    command: ["python", "-m", "app.crawlers"],
    resources: {
      cpu: { request: "500m", limit: "1" },
      memory: { request: "512Mi", limit: "1Gi" },
      ephemeralStorage: { request: "256Mi", limit: "2Gi" },
    },
    writableFolders: [{ path: "/tmp", size: "1Gi" }],
    needs: ["database", "redis", "oss", "internet"],
    schedule: "0 */6 * * *",
    deadlineSeconds: 3 * 3600,
  },
  "scheduled-tasks": {
    ...AUTOMATION,
    kind: "cron",
    command: ["python", "-m", "app.scheduled_tasks"],
    resources: {
      cpu: { request: "250m", limit: "500m" },
      memory: { request: "256Mi", limit: "512Mi" },
      ephemeralStorage: { request: "128Mi", limit: "512Mi" },
    },
    needs: ["database", "redis", "search", "oss"],
    schedule: "30 4 * * *",
    deadlineSeconds: 3600,
  },
};

/** The service accounts of workloads that use buckets; each has the name of its workload's objects. */
export function bucketUsers(project: string): string[] {
  const users = Object.entries(WORKLOADS).filter(([, { needs }]) => needs.includes("oss"));
  return users.map(([name]) => objectName(project, name));
}

/** The name of everything that belongs to a workload in the cluster. */
export function objectName(project: string, workload: string): string {
  return `${project}-${workload}`;
}
