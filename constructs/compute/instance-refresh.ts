import { EssInstanceRefresh } from "@cdktf/provider-alicloud/lib/ess-instance-refresh";
import { conditional, Fn, Op, TerraformResource, TerraformSelf, TerraformStack, Token } from "cdktf";
import { Construct } from "constructs";
import type { HostGroup } from "./host-group";

/** Ends of a refresh that leave hosts of an older version, or of several. */
const FAILURES = ["Failed", "Cancelled", "RollbackFailed", "RollbackSuccessful"];

/** How much of a group is there during a refresh, in percent of its size. */
export interface RefreshLimits {
  /** Least share of healthy hosts, 0 to 100: 0 for a single host that has to release its disk or address first. */
  readonly minHealthyPercent: number;
  /** Greatest share of hosts, old and new together, 100 to 200. */
  readonly maxHealthyPercent: number;
}

export interface InstanceRefreshProps {
  /** A group of a stack that is deployed before: how often a refresh is there has to be known to a plan. */
  readonly group: HostGroup;
  readonly limits: RefreshLimits;
}

/**
 * Replaces the hosts of a group when its template has a new version: one refresh a version, and none for the first, of
 * which all hosts are made anyway. The deploy starts the refresh and does not wait for it. One that fails fails every
 * plan after it, until it is started anew or the template has another version.
 */
export class InstanceRefresh extends Construct {
  constructor(scope: Construct, id: string, { group, limits }: InstanceRefreshProps) {
    super(scope, id);
    const { launchTemplateId, version } = group.template;
    // cdktf's own class for this type starts Terraform when it is synthesized.
    const trigger = new TerraformResource(this, "version", { terraformResourceType: "terraform_data" });
    // A template that takes the place of another one counts its versions anew.
    trigger.addOverride("input", { launch_template_id: launchTemplateId, version });
    const status = TerraformSelf.getString("status");
    const refresh = new EssInstanceRefresh(this, "Default", {
      count: Token.asNumber(conditional(Op.gt(version, 1), 1, 0)),
      scalingGroupId: group.scalingGroupId,
      minHealthyPercentage: limits.minHealthyPercent,
      maxHealthyPercentage: limits.maxHealthyPercent,
      // With it, Auto Scaling refuses a refresh when every host is of the newest version: such as a single host that has
      // died since, and was replaced.
      skipMatching: false,
    });
    refresh.lifecycle = {
      // Every argument would start a refresh when it changes.
      ignoreChanges: "all",
      // Given the resource itself, cdktf writes an interpolation, which Terraform does not take here.
      replaceTriggeredBy: [`${trigger.terraformResourceType}.${trigger.friendlyUniqueId}`],
      postcondition: [
        {
          condition: Op.not(Fn.contains(FAILURES, status)),
          errorMessage: this.failure(group, status, `alicloud_ess_instance_refresh.${refresh.friendlyUniqueId}[0]`),
        },
      ],
    };
  }

  private failure(group: HostGroup, status: string, address: string): string {
    const stack = TerraformStack.of(this).node.id;
    return (
      `The refresh of the scaling group ${group.name} ended as ${status}: some of its hosts may be of an older version. ` +
      "Its reason is in the Auto Scaling console. Repair what hosts are made from, and deploy; or start the same refresh " +
      `again: terraform -chdir=cdktf.out/stacks/${stack} taint '${address}', then npm run deploy -- ${stack}.`
    );
  }
}
