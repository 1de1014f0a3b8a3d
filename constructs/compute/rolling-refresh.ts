import { OosExecution } from "@cdktf/provider-alicloud/lib/oos-execution";
import { OosTemplate } from "@cdktf/provider-alicloud/lib/oos-template";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import { Role } from "../security/role";
import { serviceTrust } from "../security/service-trust";
import type { HostGroup } from "./host-group";

export interface RollingRefreshProps {
  /** Name of the template and of the role, 2 to 64 letters, digits and hyphens; unique in the account. */
  readonly name: string;
  readonly region: string;
}

/**
 * Replaces the hosts of a group, one after another, whenever what they are made from has changed. The provider has no
 * resource for Auto Scaling's instance refresh, so a template of the Operation Orchestration Service starts one and waits
 * for it; a new fingerprint of the group is a new execution. Hosts that are made from the newest template stay.
 */
export class RollingRefresh extends Construct {
  private readonly template: OosTemplate;
  private readonly role: Role;

  constructor(scope: Construct, id: string, props: RollingRefreshProps) {
    super(scope, id);
    this.role = new Role(this, "role", {
      roleName: props.name,
      description: "Replaces hosts whose template has changed",
      trustedBy: serviceTrust("oos"),
    });
    this.template = new OosTemplate(this, "template", {
      templateName: props.name,
      autoDeleteExecutions: true,
      content: JSON.stringify(refreshTemplate(props.region, props.name)),
    });
  }

  /**
   * Refreshes a group when its fingerprint changes.
   *
   * @param limits how much of the group there is at any time, in percent of its size: 0 to 100 for a single host, which is
   *   away for minutes because it has to let go of its disk or address first
   */
  refresh(group: HostGroup, limits: { readonly keepPercent: number; readonly peakPercent: number }): void {
    new OosExecution(this, group.node.id, {
      templateName: this.template.templateName,
      description: `Refresh of ${group.name}`,
      parameters: Fn.jsonencode({
        scalingGroupId: group.scalingGroupId,
        keepPercent: String(limits.keepPercent),
        peakPercent: String(limits.peakPercent),
        fingerprint: group.fingerprint,
      }),
      timeouts: { create: "90m" },
    });
    this.role.addToPolicy({
      effect: "Allow",
      actions: ["ess:StartInstanceRefresh", "ess:DescribeInstanceRefreshes"],
      resources: [`acs:ess:*:*:scalinggroup/${group.scalingGroupId}`],
    });
  }
}

/** https://www.alibabacloud.com/help/oos: start a refresh, then ask until it has ended well. */
function refreshTemplate(region: string, roleName: string): object {
  const parameter = (description: string) => ({ Type: "String", Description: description });
  const api = (action: string, parameters: object) => ({
    Service: "ESS",
    API: action,
    Parameters: { RegionId: region, ScalingGroupId: "{{ scalingGroupId }}", ...parameters },
  });
  const task = "{{ start.taskId }}";
  return {
    FormatVersion: "OOS-2019-06-01",
    Description: "Replaces the hosts of a scaling group whose launch template has changed",
    RamRole: roleName,
    Parameters: {
      scalingGroupId: parameter("The group"),
      keepPercent: parameter("The part of the group that has to work at any time, in percent"),
      peakPercent: parameter("The most that there may be of the group at any time, in percent"),
      fingerprint: parameter("What the hosts are made from: another value is another refresh"),
    },
    Tasks: [
      {
        Name: "start",
        Action: "ACS::ExecuteAPI",
        Properties: api("StartInstanceRefresh", {
          MinHealthyPercentage: "{{ keepPercent }}",
          MaxHealthyPercentage: "{{ peakPercent }}",
          SkipMatching: true,
        }),
        Outputs: { taskId: { Type: "String", ValueSelector: "InstanceRefreshTaskId" } },
      },
      {
        Name: "wait",
        Action: "ACS::WaitFor",
        Retries: 80,
        DelayType: "Constant",
        Delay: 60,
        Properties: {
          ...api("DescribeInstanceRefreshes", { InstanceRefreshTaskIds: [task] }),
          PropertySelector: "InstanceRefreshTasks[0].Status",
          DesiredValues: ["Successful"],
          StopRetryValues: ["Failed", "Cancelled", "RollbackSuccessful", "RollbackFailed"],
        },
      },
    ],
  };
}
