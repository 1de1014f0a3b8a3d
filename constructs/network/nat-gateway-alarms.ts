import type { AlarmRule } from "../observability/alarm-rule";

/** Alarms on connections that a NAT gateway refuses, in CloudMonitor's namespace `acs_nat_gateway`. */
export const NAT_GATEWAY_ALARMS: readonly AlarmRule[] = [
  // Connections dropped because the gateway has as many as it takes: every one is a request that failed.
  {
    id: "session-drops",
    metric: "SessionLimitDropConnection",
    statistic: "Value",
    comparison: ">",
    threshold: 0,
    unit: "count",
    periods: 3,
    severity: "critical",
  },
  // Connections refused because the public address has no free port: another address is needed.
  {
    id: "port-errors",
    metric: "ErrorPortAllocationCount",
    statistic: "Value",
    comparison: ">",
    threshold: 0,
    unit: "count",
    periods: 3,
    severity: "critical",
  },
];
