import type { ServiceInput } from "../schema/services/service";
import { celery } from "./runtimes/celery";

/** Reads other sites for new tools (requirement: scheduled-jobs). */
export const service: ServiceInput = {
  ...celery,
  kind: "cron",
  command: ["python", "-m", "app.crawlers"],
  resources: {
    cpu: { request: "500m", limit: "1" },
    memory: { request: "512Mi", limit: "768Mi" },
    ephemeralStorage: { request: "256Mi", limit: "2Gi" },
  },
  writableFolders: [{ path: "/tmp", size: "1Gi" }],
  needs: ["database", "redis", "oss", "internet"],
  schedule: "0 */6 * * *",
  deadlineSeconds: 3 * 3600,
};
