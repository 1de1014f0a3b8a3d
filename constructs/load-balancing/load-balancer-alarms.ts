import type { AlarmRule } from "../observability/alarm-rule";

/** Alarms on an application load balancer, in CloudMonitor's namespace `acs_alb`. */
export const LOAD_BALANCER_ALARMS: readonly AlarmRule[] = [
  // Answers 5xx of the servers: a few come with any release, one a second for five minutes is a fault.
  {
    id: "server-errors",
    metric: "LoadBalancerHTTPCodeUpstream5XX",
    statistic: "Value",
    comparison: ">",
    threshold: 1,
    unit: "per second",
    periods: 5,
    severity: "critical",
  },
  // Answers 5xx of the load balancer itself: no server took the request, or none answered in time.
  {
    id: "balancer-errors",
    metric: "LoadBalancerHTTPCode5XX",
    statistic: "Value",
    comparison: ">",
    threshold: 1,
    unit: "per second",
    periods: 5,
    severity: "critical",
  },
  // Time until a server has answered: people leave pages that take longer than two seconds.
  {
    id: "latency",
    metric: "LoadBalancerUpstreamResponseTime",
    statistic: "Value",
    comparison: ">",
    threshold: 2000,
    unit: "ms",
    periods: 5,
  },
  // Auto Scaling replaces an unhealthy host: one that is still there after five minutes was not replaced.
  {
    id: "unhealthy-hosts",
    metric: "LoadBalancerUnHealthyHostCount",
    statistic: "Value",
    comparison: ">",
    threshold: 0,
    unit: "count",
    periods: 5,
  },
  // No server is left: every request fails.
  {
    id: "no-healthy-host",
    metric: "LoadBalancerHealthyHostCount",
    statistic: "Value",
    comparison: "<",
    threshold: 1,
    unit: "count",
    periods: 5,
    severity: "critical",
  },
];
