import { CmsDynamicTagGroup } from "@cdktf/provider-alicloud/lib/cms-dynamic-tag-group";
import { CmsMetricRuleTemplate } from "@cdktf/provider-alicloud/lib/cms-metric-rule-template";
import { Construct } from "constructs";
import type { AlarmContacts } from "../observability/alarm-contacts";
import { HOST_ALARM_RULES, type HostAlarmRule } from "./host-alarm-rules";
import { GROUP_TAG } from "./host-template";

/** Comparisons as templates spell them. */
const COMPARISONS: Readonly<Record<HostAlarmRule["comparison"], string>> = {
  ">": "GreaterThanThreshold",
  ">=": "GreaterThanOrEqualToThreshold",
  "<": "LessThanThreshold",
  "<=": "LessThanOrEqualToThreshold",
};

export interface HostAlarmsProps {
  /** First part of the alarms' names. */
  readonly name: string;
  /** Templates and pools whose hosts carry the tag `host-group` with this name. */
  readonly groups: readonly { readonly name: string }[];
  readonly contacts: AlarmContacts;
}

/**
 * Alarms on every host of some groups, also on hosts that Auto Scaling makes later: CloudMonitor finds hosts by the
 * groups' tag, and applies one template to all of them.
 */
export class HostAlarms extends Construct {
  constructor(scope: Construct, id: string, props: HostAlarmsProps) {
    super(scope, id);
    const template = new CmsMetricRuleTemplate(this, "template", {
      metricRuleTemplateName: props.name,
      description: `Hosts of ${props.name}`,
      silenceTime: 3600,
      alertTemplates: HOST_ALARM_RULES.map((rule) => ({
        category: "ecs",
        namespace: "acs_ecs_dashboard",
        metricName: rule.metric,
        ruleName: `${props.name}-${rule.id}`,
        escalations: {
          [rule.severity ?? "warn"]: {
            comparisonOperator: COMPARISONS[rule.comparison],
            statistics: rule.statistic,
            threshold: String(rule.threshold),
            times: String(rule.periods),
          },
        },
      })),
    });
    new CmsDynamicTagGroup(this, "Default", {
      tagKey: GROUP_TAG,
      matchExpressFilterRelation: "or",
      matchExpress: props.groups.map(({ name }) => ({ tagValue: name, tagValueMatchFunction: "equals" })),
      templateIdList: [template.id],
      contactGroupList: [props.contacts.groupName],
    });
  }
}
