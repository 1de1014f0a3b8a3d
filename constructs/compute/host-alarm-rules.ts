import type { AlarmRule } from "../observability/alarm-rule";

/** A row for hosts: the provider cannot set the period of a template's rule, which is CloudMonitor's own. */
export type HostAlarmRule = Omit<AlarmRule, "periodSeconds" | "constructId">;

/** Alarms on ECS hosts, in CloudMonitor's namespace `acs_ecs_dashboard`. */
export const HOST_ALARM_RULES: readonly HostAlarmRule[] = [
  // Short peaks are normal, such as a boot; after five minutes at 90 % requests wait.
  { id: "cpu", metric: "CPUUtilization", statistic: "Average", comparison: ">", threshold: 90, unit: "%", periods: 5 },
  // Above 90 % the kernel may soon kill a process. The monitoring agent on the host measures it.
  {
    id: "memory",
    metric: "memory_usedutilization",
    statistic: "Average",
    comparison: ">",
    threshold: 90,
    unit: "%",
    periods: 5,
  },
  // Logs fill a disk within days: 85 % leaves time to act. The monitoring agent on the host measures it.
  {
    id: "disk",
    metric: "diskusage_utilization",
    statistic: "Average",
    comparison: ">",
    threshold: 85,
    unit: "%",
    periods: 5,
  },
];
