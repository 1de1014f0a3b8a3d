import { OosExecution } from "@cdktf/provider-alicloud/lib/oos-execution";
import { OosTemplate } from "@cdktf/provider-alicloud/lib/oos-template";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import type { Role } from "../security/role";
import type { HostGroup } from "./host-group";

export interface RollingRefreshProps {
  /** Name of the template, 2 to 64 letters, digits and hyphens; unique in the account. */
  readonly name: string;
  readonly region: string;
  /** Role that OOS assumes, which {@link RollingRefresh.grantRefresh} permits to refresh. */
  readonly role: Role;
}

/** How much of a group is there during a refresh, in percent of its size. */
export interface RefreshLimits {
  /** Least share of healthy hosts, 0 to 100: 0 for a single host that has to release its disk or address first. */
  readonly minHealthyPercent: number;
  /** Greatest share of hosts, old and new together, 100 to 200. */
  readonly maxHealthyPercent: number;
}

/**
 * Replaces the hosts of a group, one after another, when what they are made from has changed. The provider has no
 * resource for Auto Scaling's instance refresh, so a template of the Operation Orchestration Service (OOS) starts one
 * and waits for it. A new fingerprint of the group makes a new execution. Hosts of the newest launch template stay.
 */
export class RollingRefresh extends Construct {
  /**
   * Lets a role refresh the groups of a region. RAM knows groups by ids only, and the role is there before them.
   *
   * @param region id of the region
   */
  static grantRefresh(role: Role, region: string): void {
    role.addToPolicy({
      effect: "Allow",
      actions: ["ess:StartInstanceRefresh", "ess:DescribeInstanceRefreshes"],
      resources: [`acs:ess:${region}:*:scalinggroup/*`],
    });
  }

  private readonly template: OosTemplate;

  constructor(scope: Construct, id: string, props: RollingRefreshProps) {
    super(scope, id);
    this.template = new OosTemplate(this, "template", {
      templateName: props.name,
      autoDeleteExecutions: true,
      content: JSON.stringify(refreshTemplate(props.region, props.role.roleName)),
    });
  }

  /** Refreshes a group when its fingerprint changes. */
  refresh(group: HostGroup, limits: RefreshLimits): void {
    new OosExecution(this, group.node.id, {
      templateName: this.template.templateName,
      description: `Refresh of ${group.name}`,
      parameters: Fn.jsonencode({
        scalingGroupId: group.scalingGroupId,
        keepPercent: String(limits.minHealthyPercent),
        peakPercent: String(limits.maxHealthyPercent),
        fingerprint: group.fingerprint,
      }),
      timeouts: { create: "90m" },
    });
  }
}

/**
 * An OOS template that starts a refresh and waits until it has succeeded.
 *
 * @see https://www.alibabacloud.com/help/oos
 */
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
