import type { AlarmRule } from "./alarm-rule";

/**
 * Alarms on a page that is called from outside, in CloudMonitor's namespace `acs_networkmonitor`.
 *
 * @param intervalMinutes time between two calls of one probe
 */
export function siteAlarms(intervalMinutes: number): readonly AlarmRule[] {
  return [
    // Single probes fail by themselves. When one in ten fails twice in a row, visitors are affected too.
    {
      id: "availability",
      metric: "Availability",
      statistic: "Value",
      comparison: "<",
      threshold: 90,
      unit: "%",
      periods: 2,
      periodSeconds: intervalMinutes * 60,
      severity: "critical",
      constructId: "availability",
    },
  ];
}
