import type { ServiceInput } from "../schema/services/service";
import { celery } from "./runtimes/celery";

const ping = ["sh", "-c", 'exec celery -A app.celery inspect ping --timeout 10 -d "celery@$HOSTNAME"'];

/** Celery's workers, which take tasks from the queue in Redis (requirement: celery-worker). */
export const service: ServiceInput = {
  ...celery,
  kind: "worker",
  command: "celery -A app.celery worker --loglevel=info".split(" "),
  resources: {
    cpu: { request: "500m", limit: "1" },
    memory: { request: "512Mi", limit: "768Mi" },
    ephemeralStorage: { request: "256Mi", limit: "1Gi" },
  },
  writableFolders: [{ path: "/tmp", size: "512Mi" }],
  needs: ["database", "redis", "search", "oss", "internet"],
  scaling: { minimum: 2, maximum: 6, cpuPercent: 70 },
  longestTaskSeconds: 600,
  // The probes are patient. No worker answers while the broker is down, and a restart does not help.
  probes: {
    startup: { command: ping, periodSeconds: 15, timeoutSeconds: 15, failures: 12 },
    liveness: { command: ping, periodSeconds: 120, timeoutSeconds: 30, failures: 10 },
  },
};
