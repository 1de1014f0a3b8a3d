import type { AlarmRule } from "../observability/alarm-rule";

/** Alarms on an RDS instance for PostgreSQL, in CloudMonitor's namespace `acs_rds_dashboard`. */
export const POSTGRES_ALARMS: readonly AlarmRule[] = [
  // Ten minutes: longer than a backup or a vacuum keeps the processor busy.
  {
    id: "cpu",
    metric: "cpu_usage",
    statistic: "Average",
    comparison: ">",
    threshold: 80,
    unit: "%",
    periods: 10,
  },
  // PostgreSQL fills memory with its cache, so 80 % is normal; above 90 % for long, connections take too much of it.
  {
    id: "memory",
    metric: "mem_usage",
    statistic: "Average",
    comparison: ">",
    threshold: 90,
    unit: "%",
    periods: 10,
  },
  // At 100 % new connections are refused, and services fail. The name is spelt like this in CloudMonitor.
  {
    id: "connections",
    metric: "conn_usgae",
    statistic: "Average",
    comparison: ">",
    threshold: 80,
    unit: "%",
    periods: 5,
    severity: "critical",
  },
  // Time to order more storage before it is urgent.
  {
    id: "disk",
    metric: "local_fs_size_usage",
    statistic: "Average",
    comparison: ">",
    threshold: 80,
    unit: "%",
    periods: 5,
  },
  // A full disk stops every write.
  {
    id: "disk-nearly-full",
    metric: "local_fs_size_usage",
    statistic: "Average",
    comparison: ">",
    threshold: 90,
    unit: "%",
    periods: 2,
    severity: "critical",
  },
];

/** Alarms on the standby of an instance that has one. */
export const STANDBY_ALARMS: readonly AlarmRule[] = [
  // Log that the slowest standby has yet to replay: with more than 1 GB, a failover takes minutes.
  {
    id: "lag",
    metric: "PG_ReplayLatency",
    statistic: "Average",
    comparison: ">",
    threshold: 1024,
    unit: "MB",
    periods: 5,
    severity: "critical",
  },
];
