/** What services made from the FastAPI image have in common (requirement: api-image). */
export const fastapi = {
  kind: "service",
  // The first user that `useradd` makes.
  userId: 1000,
  // Requests under way have as long as the pod's grace leaves them.
  command: "uvicorn app.main:app --host 0.0.0.0 --port 8000 --timeout-graceful-shutdown 25".split(" "),
  metrics: { job: "fastapi" },
  resources: {
    cpu: { request: "200m", limit: "500m" },
    memory: { request: "256Mi", limit: "512Mi" },
    ephemeralStorage: { request: "128Mi", limit: "512Mi" },
  },
  scaling: { minimum: 2, maximum: 6, cpuPercent: 70 },
  probes: {
    startup: { periodSeconds: 5, failures: 24 },
    liveness: { periodSeconds: 10, timeoutSeconds: 5, failures: 6 },
    readiness: { periodSeconds: 5 },
  },
} as const;

/** The port on which the image's server listens. */
export const FASTAPI_PORT = 8000;
