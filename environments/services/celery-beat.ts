import type { ServiceInput } from "../schema/services/service";
import { celery } from "./runtimes/celery";

const SCHEDULE_FILE = "/tmp/celerybeat-schedule";

// Beat writes its schedule every few minutes. When the file is older than a quarter of an hour, Beat hangs.
const scheduleIsFresh = ["sh", "-c", `find ${SCHEDULE_FILE}* -mmin -15 | grep -q .`];

/** Celery Beat, which puts each scheduled task into the queue at its time (requirement: celery-beat). */
export const service: ServiceInput = {
  ...celery,
  kind: "worker",
  command: `celery -A app.celery beat --loglevel=info --schedule=${SCHEDULE_FILE} --pidfile=`.split(" "),
  resources: {
    cpu: { request: "50m", limit: "250m" },
    memory: { request: "128Mi", limit: "256Mi" },
    ephemeralStorage: { request: "64Mi", limit: "256Mi" },
  },
  needs: ["redis"],
  // Two Beats would put every task into the queue twice.
  scaling: "exactly-one",
  longestTaskSeconds: 30,
  probes: {
    startup: { command: scheduleIsFresh, periodSeconds: 10, failures: 30 },
    liveness: { command: scheduleIsFresh, periodSeconds: 60, failures: 3 },
  },
};
