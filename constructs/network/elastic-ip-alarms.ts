import type { AlarmRule } from "../observability/alarm-rule";

/** Alarms on a public address, in CloudMonitor's namespace `acs_vpc_eip`. */
export const ELASTIC_IP_ALARMS: readonly AlarmRule[] = [
  // Outbound bandwidth in percent of its ceiling: at 85 % there is still time to raise it before packets are dropped.
  {
    id: "bandwidth",
    metric: "net_out.rate_percentage",
    statistic: "Average",
    comparison: ">",
    threshold: 85,
    unit: "%",
    periods: 5,
  },
  // Packets dropped at the ceiling: every one is lost or sent again, so none is normal.
  {
    id: "drops",
    metric: "out_ratelimit_drop_speed",
    statistic: "Average",
    comparison: ">",
    threshold: 0,
    unit: "per second",
    periods: 5,
    constructId: "drop-alarm",
  },
];
