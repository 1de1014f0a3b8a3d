import { CmsAlarm } from "@cdktf/provider-alicloud/lib/cms-alarm";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import type { AlarmContacts } from "./alarm-contacts";

/** A metric of CloudMonitor, https://cms.console.aliyun.com/metric-meta. */
export interface Metric {
  /** Namespace of the service, such as `acs_rds_dashboard`. */
  readonly namespace: string;
  readonly name: string;
  /** One of those that CloudMonitor computes of this very metric: another one never gets data. */
  readonly statistic: "Average" | "Maximum" | "Minimum" | "Value";
  /** What of the metric is meant, such as `{ instanceId: "…" }`. */
  readonly dimensions: Readonly<Record<string, string>>;
  /**
   * The time over which values are added up, in seconds.
   *
   * @default 60
   */
  readonly periodSeconds?: number;
}

/** When an alarm goes off. */
export interface Threshold {
  readonly comparison: ">" | ">=" | "<" | "<=";
  /** In the metric's own unit. */
  readonly value: number;
  /** For how many periods in a row. */
  readonly periods: number;
}

export interface AlarmProps {
  /** Name of the rule, unique in the account; it is the subject of the message. */
  readonly alarmName: string;
  readonly metric: Metric;
  readonly threshold: Threshold;
  /**
   * `critical`: somebody has to act now; `warn`: by the end of the day.
   *
   * @default warn
   */
  readonly severity?: "critical" | "warn";
  readonly contacts: AlarmContacts;
}

/** A rule of CloudMonitor on one resource: when its metric crosses the threshold, the contacts are told once an hour. */
export class Alarm extends Construct {
  constructor(scope: Construct, id: string, props: AlarmProps) {
    super(scope, id);
    const { metric, threshold } = props;
    const escalation = {
      statistics: metric.statistic,
      comparisonOperator: threshold.comparison,
      threshold: String(threshold.value),
      times: threshold.periods,
    };
    new CmsAlarm(this, "Default", {
      name: props.alarmName,
      project: metric.namespace,
      metric: metric.name,
      metricDimensions: Fn.jsonencode([metric.dimensions]),
      period: metric.periodSeconds ?? 60,
      contactGroups: [props.contacts.groupName],
      silenceTime: 3600,
      ...(props.severity === "critical" ? { escalationsCritical: escalation } : { escalationsWarn: escalation }),
    });
  }
}
