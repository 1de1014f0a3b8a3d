import type { AlarmRule } from "../observability/alarm-rule";

/**
 * Alarms on a Redis instance, in CloudMonitor's namespace `acs_kvstore`.
 *
 * @param architecture first part of the metrics' names: `Sharding` for clusters, `Standard` for the others
 */
export function redisAlarms(architecture: "Sharding" | "Standard"): readonly AlarmRule[] {
  return [
    // At 100 % Redis evicts keys, or refuses writes: 85 % leaves time for a larger class.
    {
      id: "memory",
      metric: `${architecture}MemoryUsage`,
      statistic: "Average",
      comparison: ">",
      threshold: 85,
      unit: "%",
      periods: 5,
    },
    // At 100 % new clients are refused. A release doubles the clients of a service for minutes: 80 % leaves room for
    // one.
    {
      id: "connections",
      metric: `${architecture}ConnectionUsage`,
      statistic: "Average",
      comparison: ">",
      threshold: 80,
      unit: "%",
      periods: 5,
    },
    // Redis executes commands one at a time: near 100 % every client waits.
    {
      id: "cpu",
      metric: `${architecture}CpuUsage`,
      statistic: "Average",
      comparison: ">",
      threshold: 85,
      unit: "%",
      periods: 5,
    },
  ];
}
