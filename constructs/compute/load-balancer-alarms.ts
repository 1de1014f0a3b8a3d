import { Alarm } from "../observability/alarm";
import type { AlarmContacts } from "../observability/alarm-contacts";
import type { LoadBalancer } from "./load-balancer";

/** Metrics of CloudMonitor's namespace `acs_alb`; errors are counted per second. */
const WATCHES = [
  { id: "server-errors", metric: "LoadBalancerHTTPCodeUpstream5XX", comparison: ">", value: 1, severity: "critical" },
  { id: "balancer-errors", metric: "LoadBalancerHTTPCode5XX", comparison: ">", value: 1, severity: "critical" },
  { id: "latency", metric: "LoadBalancerUpstreamResponseTime", comparison: ">", value: 2000, severity: "warn" },
  { id: "unhealthy-hosts", metric: "LoadBalancerUnHealthyHostCount", comparison: ">", value: 0, severity: "warn" },
  { id: "no-healthy-host", metric: "LoadBalancerHealthyHostCount", comparison: "<", value: 1, severity: "critical" },
] as const;

/**
 * Alarms on errors, on answers that take longer than two seconds, and on hosts that do not answer: all of it lasting five
 * minutes. Their names start with `name`.
 */
export function watchLoadBalancer(balancer: LoadBalancer, contacts: AlarmContacts, name: string): void {
  for (const { id, metric, comparison, value, severity } of WATCHES) {
    new Alarm(balancer, `${id}-alarm`, {
      alarmName: `${name}-${id}`,
      metric: {
        namespace: "acs_alb",
        name: metric,
        statistic: "Value",
        dimensions: { loadBalancerId: balancer.loadBalancerId },
      },
      threshold: { comparison, value, periods: 5 },
      severity,
      contacts,
    });
  }
}
