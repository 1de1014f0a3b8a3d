/** Settings of all services that run the FastAPI image (requirement: api-image). */
export const fastapi = {
  kind: "service",
  // `useradd` gives this id to the first user that an image makes.
  userId: 1000,
  // Running requests get 25 seconds to finish, which fits into the pod's termination grace period.
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
