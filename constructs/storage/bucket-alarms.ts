import type { AlarmRule } from "../observability/alarm-rule";

/**
 * Alarms on a bucket, in CloudMonitor's namespace `acs_oss_dashboard`.
 *
 * @param limitGiB size above which the bucket is larger than planned; without it, there is no alarm on the size
 */
export function bucketAlarms(limitGiB?: number): readonly AlarmRule[] {
  return [
    // Requests that OSS itself did not fail: less than 99 % for five minutes is a disturbance of the service.
    {
      id: "availability",
      metric: "Availability",
      statistic: "Value",
      comparison: "<",
      threshold: 99,
      unit: "%",
      periods: 5,
    },
    ...(limitGiB === undefined ? [] : [sizeAlarm(limitGiB)]),
  ];
}

/** Nothing fails above the limit, but the bill grows. OSS measures the size once an hour. */
function sizeAlarm(limitGiB: number): AlarmRule {
  return {
    id: "size",
    metric: "MeteringStorageUtilization",
    statistic: "Value",
    comparison: ">",
    threshold: limitGiB * 2 ** 30,
    unit: "bytes",
    periods: 1,
    periodSeconds: 3600,
  };
}
