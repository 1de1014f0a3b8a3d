import { EssAlbServerGroupAttachment } from "@cdktf/provider-alicloud/lib/ess-alb-server-group-attachment";
import { EssScalingRule } from "@cdktf/provider-alicloud/lib/ess-scaling-rule";
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import type { ServerGroup } from "../load-balancing/server-group";
import { HostGroup, type HostGroupProps } from "./host-group";

export interface AppFleetProps extends HostGroupProps {
  /** Average CPU use of the hosts at which scaling aims, in percent. */
  readonly cpuTargetPercent: number;
  /** Average memory use of the hosts at which scaling aims, in percent; the monitoring agent measures it. */
  readonly memoryTargetPercent: number;
  /**
   * Seconds after which the metrics of a new host count.
   *
   * @default 180
   */
  readonly warmUpSeconds?: number;
}

/**
 * Hosts behind a load balancer. Their number follows their CPU and memory use, between the group's minimum and maximum.
 */
export class AppFleet extends HostGroup {
  private previousAttachment: ITerraformDependable | undefined;

  constructor(scope: Construct, id: string, props: AppFleetProps) {
    super(scope, id, { healthChecks: ["ECS", "LOAD_BALANCER"], ...props });
    const { cpuTargetPercent, memoryTargetPercent, warmUpSeconds = 180 } = props;
    this.track("cpu", "CpuUtilization", cpuTargetPercent, warmUpSeconds);
    this.track("memory", "MemoryUtilization", memoryTargetPercent, warmUpSeconds);
  }

  /** Adds the hosts of the fleet to a server group, also those that come later. */
  attachToServerGroup(serverGroup: ServerGroup): void {
    const attachment = new EssAlbServerGroupAttachment(this, `${serverGroup.node.id}-attachment`, {
      scalingGroupId: this.scalingGroupId,
      albServerGroupId: serverGroup.serverGroupId,
      port: serverGroup.port,
      weight: 100,
      forceAttach: true,
      // Auto Scaling refuses two attachments at the same time.
      dependsOn: this.previousAttachment && [this.previousAttachment],
    });
    this.previousAttachment = attachment;
  }

  private track(name: string, metricName: string, targetValue: number, warmUpSeconds: number): void {
    new EssScalingRule(this, `${name}-rule`, {
      scalingGroupId: this.scalingGroupId,
      scalingRuleName: `${this.name}-${name}`,
      scalingRuleType: "TargetTrackingScalingRule",
      metricName,
      targetValue,
      estimatedInstanceWarmup: warmUpSeconds,
    });
  }
}
