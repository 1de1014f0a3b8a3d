import type { Construct } from "constructs";
import { InstanceRefresh, type RefreshLimits } from "../../constructs/compute/instance-refresh";
import type { PlatformEnvironment } from "../../environments/schema/environment";
import { BaseStack, type StackProps } from "../base";
import type { ComputeStack } from "./compute/compute-stack";

/** The groups of a fleet have few hosts each, and are refreshed at once. So a new host comes before an old one goes. */
const FLEET_LIMITS: RefreshLimits = { minHealthyPercent: 100, maxHealthyPercent: 200 };

/** A single host goes first: the next one takes over its disk, its address, or its work. */
const SINGLE_HOST_LIMITS: RefreshLimits = { minHealthyPercent: 0, maxHealthyPercent: 100 };

export interface RolloutStackProps extends StackProps<PlatformEnvironment> {
  readonly compute: ComputeStack;
}

/**
 * The refreshes of hosts (requirement: release-without-downtime). They are not in the stack of the hosts, because a plan of that
 * stack does not know yet which version of a launch template it makes, and so could not know whether to start one.
 */
export class RolloutStack extends BaseStack<PlatformEnvironment> {
  constructor(scope: Construct, { compute, ...props }: RolloutStackProps) {
    super(scope, "rollout", props);
    for (const group of compute.hostGroups) {
      new InstanceRefresh(this, group.name.slice(this.prefix.length + 1), {
        group,
        limits: compute.fleet?.groups.includes(group) ? FLEET_LIMITS : SINGLE_HOST_LIMITS,
      });
    }
  }
}
