import { Alarm, type Threshold } from "../observability/alarm";
import type { AlarmContacts } from "../observability/alarm-contacts";
import type { PostgresInstance } from "./postgres-instance";

interface Watch {
  readonly id: string;
  /** As CloudMonitor spells it, `conn_usgae` included. */
  readonly metric: string;
  readonly threshold: Threshold;
  readonly severity?: "critical" | "warn";
}

const above = (value: number, periods: number): Threshold => ({ comparison: ">", value, periods });

const WATCHES: readonly Watch[] = [
  { id: "cpu", metric: "cpu_usage", threshold: above(80, 10) },
  { id: "memory", metric: "mem_usage", threshold: above(90, 10) },
  { id: "connections", metric: "conn_usgae", threshold: above(80, 5), severity: "critical" },
  { id: "disk", metric: "local_fs_size_usage", threshold: above(80, 5) },
  // A full disk stops every write.
  { id: "disk-nearly-full", metric: "local_fs_size_usage", threshold: above(90, 2), severity: "critical" },
];

/** In MB of the log that the slowest standby has yet to replay: a failover that late would take minutes. */
const LAG: Watch = { id: "lag", metric: "PG_ReplayLatency", threshold: above(1024, 5), severity: "critical" };

/** The alarms of an RDS instance, in percent unless they say otherwise. */
export function watchPostgres(instance: PostgresInstance, contacts: AlarmContacts, name: string): void {
  const watches = instance.isHighlyAvailable ? [...WATCHES, LAG] : WATCHES;
  for (const { id, metric, threshold, severity } of watches) {
    new Alarm(instance, `${id}-alarm`, {
      alarmName: `${name}-${id}`,
      metric: {
        namespace: "acs_rds_dashboard",
        name: metric,
        statistic: "Average",
        dimensions: { instanceId: instance.instanceId },
      },
      threshold,
      severity,
      contacts,
    });
  }
}
