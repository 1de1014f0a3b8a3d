import { CmsAlarm } from "@cdktf/provider-alicloud/lib/cms-alarm";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import type { AlarmContacts } from "./alarm-contacts";
import type { AlarmRule } from "./alarm-rule";

export interface AlarmProps {
  /** Name of the alarm, unique in the account; it is the subject of the message. */
  readonly alarmName: string;
  readonly rule: AlarmRule;
  /** Namespace of the service in CloudMonitor, such as `acs_rds_dashboard`. */
  readonly namespace: string;
  /** The resource whose metric it is, such as `{ instanceId: "…" }`. */
  readonly dimensions: Readonly<Record<string, string>>;
  readonly contacts: AlarmContacts;
}

/** An alarm on one metric of one resource. While it is on, the contacts get one message an hour. */
export class Alarm extends Construct {
  constructor(scope: Construct, id: string, props: AlarmProps) {
    super(scope, id);
    const { rule } = props;
    const escalation = {
      statistics: rule.statistic,
      comparisonOperator: rule.comparison,
      threshold: String(rule.threshold),
      times: rule.periods,
    };
    new CmsAlarm(this, "Default", {
      name: props.alarmName,
      project: props.namespace,
      metric: rule.metric,
      metricDimensions: Fn.jsonencode([props.dimensions]),
      period: rule.periodSeconds ?? 60,
      contactGroups: [props.contacts.groupName],
      silenceTime: 3600,
      ...(rule.severity === "critical" ? { escalationsCritical: escalation } : { escalationsWarn: escalation }),
    });
  }
}
