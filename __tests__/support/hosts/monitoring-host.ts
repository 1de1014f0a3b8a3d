import { monitoringFiles } from "../../../stacks/region/compute/monitoring-files";
import { production } from "../fixture/environments/production";
import { checked } from "../fixture/stacks";
import { HostMachine } from "./host-machine";

/** The folder of the monitoring on the worker host, below its root. */
export const MONITORING = "opt/ainav/monitoring";

/** Settings of a worker host, as far as its monitoring reads them. */
export const MONITORING_SETTINGS = {
  database: {
    host: "pg.example",
    port: "5432",
    name: "ainav",
    users: { exporter: "ainav_exporter" },
  },
  redis: { host: "redis.example", port: "6379", users: { exporter: "exporter" } },
  buckets: { loki: "x-loki" },
  secrets: { "alert-webhook": "x/alert-webhook", "redis-exporter": "x/redis-exporter" },
  monitoring: {
    lokiUrl: "http://monitoring.example:3100",
    groups: { app: "x-app", worker: "x-worker", search: "x-search" },
    siteUrl: "https://www.example",
    searchHost: "search.example",
    retentionDays: 15,
    logRetentionDays: 90,
  },
} as const;

/** A worker host whose bundle is unpacked, with the files that the stack generates. Nothing is provisioned yet. */
export function monitoringHost(services: object = MONITORING_SETTINGS): HostMachine {
  const host = new HostMachine();
  host.lay("every", "docker", "worker");
  for (const [file, text] of Object.entries(monitoringFiles(checked(production).services))) host.write(file, text);
  host.settings({ kind: "worker", services });
  return host;
}
