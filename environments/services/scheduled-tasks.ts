import type { ServiceInput } from "../schema/services/service";
import { celery } from "./runtimes/celery";

/** The tasks that run once a day, after the backups and before the day begins (requirement: scheduled-jobs). */
export const service: ServiceInput = {
  ...celery,
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
};
