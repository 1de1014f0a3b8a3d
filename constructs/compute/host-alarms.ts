import { CmsDynamicTagGroup } from "@cdktf/provider-alicloud/lib/cms-dynamic-tag-group";
import { CmsMetricRuleTemplate } from "@cdktf/provider-alicloud/lib/cms-metric-rule-template";
import { Construct } from "constructs";
import type { AlarmContacts } from "../observability/alarm-contacts";
import { GROUP_TAG } from "./host-group";

/** Metrics of ECS; all but the first come from the agent on the host. In percent. */
const WATCHES = [
  { name: "cpu", metric: "CPUUtilization", above: 90 },
  { name: "memory", metric: "memory_usedutilization", above: 90 },
  { name: "disk", metric: "diskusage_utilization", above: 85 },
] as const;

export interface HostAlarmsProps {
  /** First part of the rules' names. */
  readonly name: string;
  /** Groups whose hosts carry the tag `host-group` with the group's name. */
  readonly groups: readonly { readonly name: string }[];
  readonly contacts: AlarmContacts;
}

/**
 * Alarms on every host of some groups, also on those that Auto Scaling has yet to make: CloudMonitor finds hosts by the
 * groups' tag and applies one template to all of them.
 */
export class HostAlarms extends Construct {
  constructor(scope: Construct, id: string, props: HostAlarmsProps) {
    super(scope, id);
    const template = new CmsMetricRuleTemplate(this, "template", {
      metricRuleTemplateName: props.name,
      description: `Hosts of ${props.name}`,
      silenceTime: 3600,
      alertTemplates: WATCHES.map(({ name, metric, above }) => ({
        category: "ecs",
        namespace: "acs_ecs_dashboard",
        metricName: metric,
        ruleName: `${props.name}-${name}`,
        escalations: {
          warn: {
            comparisonOperator: "GreaterThanThreshold",
            statistics: "Average",
            threshold: String(above),
            times: "5",
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
