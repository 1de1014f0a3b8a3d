import { EssAlbServerGroupAttachment } from "@cdktf/provider-alicloud/lib/ess-alb-server-group-attachment";
import { EssScalingRule } from "@cdktf/provider-alicloud/lib/ess-scaling-rule";
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import type { ServerGroup } from "../load-balancing/server-group";
import { HostGroup, type HostGroupProps } from "./host-group";

export interface AppFleetProps extends HostGroupProps {
  /** Average CPU use of the hosts that scaling aims at, in percent. */
  readonly cpuTargetPercent: number;
  /** Average memory use of the hosts that scaling aims at, in percent; the monitoring agent measures it. */
  readonly memoryTargetPercent: number;
}

/** Hosts behind the load balancer, as many as their work needs between the group's minimum and maximum. */
export class AppFleet extends HostGroup {
  private previousAttachment: ITerraformDependable | undefined;

  constructor(scope: Construct, id: string, props: AppFleetProps) {
    super(scope, id, { healthChecks: ["ECS", "LOAD_BALANCER"], ...props });
    this.track("cpu", "CpuUtilization", props.cpuTargetPercent);
    this.track("memory", "MemoryUtilization", props.memoryTargetPercent);
  }

  /** Makes every host of the fleet, now and later, a server of the group on the group's port. */
  serve(serverGroup: ServerGroup): void {
    const attachment = new EssAlbServerGroupAttachment(this, `${serverGroup.node.id}-attachment`, {
      scalingGroupId: this.scalingGroupId,
      albServerGroupId: serverGroup.serverGroupId,
      port: serverGroup.port,
      weight: 100,
      forceAttach: true,
      // Auto Scaling takes one attachment at a time.
      dependsOn: this.previousAttachment && [this.previousAttachment],
    });
    this.previousAttachment = attachment;
  }

  private track(name: string, metricName: string, targetValue: number): void {
    new EssScalingRule(this, `${name}-rule`, {
      scalingGroupId: this.scalingGroupId,
      scalingRuleName: `${this.name}-${name}`,
      scalingRuleType: "TargetTrackingScalingRule",
      metricName,
      targetValue,
      estimatedInstanceWarmup: 180,
    });
  }
}
