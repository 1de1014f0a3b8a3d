import type { ServiceInput } from "../schema/services/service";

/**
 * The Next.js application: the pages, and every request that no other service's paths take (requirements: services,
 * web-deployment, web-autoscaler).
 */
export const service: ServiceInput = {
  kind: "service",
  image: "web",
  userId: 1001,
  ports: { host: 3000, container: 3000 },
  paths: [],
  metrics: { job: "nextjs", path: "/api/metrics" },
  resources: {
    cpu: { request: "250m", limit: "500m" },
    memory: { request: "512Mi", limit: "1Gi" },
    ephemeralStorage: { request: "256Mi", limit: "1Gi" },
  },
  writableFolders: [
    { path: "/tmp", size: "64Mi" },
    { path: "/app/.next/cache", size: "512Mi" },
  ],
  // The autoscaler aims at 410Mi, 80 % of the request. A heap that stays above it would keep ten pods for ever.
  environment: { NODE_OPTIONS: "--max-old-space-size=320" },
  needs: ["database", "redis", "search", "oss"],
  calls: ["content-api", "search-api"],
  scaling: { minimum: 2, maximum: 10, cpuPercent: 70, memoryPercent: 80 },
  // Nights are quiet, so fewer pods are enough (requirement: night-schedule).
  scalingSchedule: [
    { name: "night", at: "01:00", minimum: 1, maximum: 3 },
    { name: "day", at: "08:00", minimum: 2, maximum: 10 },
  ],
  probes: {
    startup: { periodSeconds: 5, failures: 24 },
    liveness: { delaySeconds: 30, periodSeconds: 10, timeoutSeconds: 5, failures: 6 },
    readiness: { delaySeconds: 5, periodSeconds: 5 },
  },
};
