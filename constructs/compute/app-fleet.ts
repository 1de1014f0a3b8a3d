import { EssScalingRule } from "@cdktf/provider-alicloud/lib/ess-scaling-rule";
import { Construct } from "constructs";
import type { ServerGroup } from "../load-balancing/server-group";
import { splitSize } from "./group-size";
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
 * Hosts behind a load balancer. Their number follows their CPU and memory use, between the minimum and the maximum.
 *
 * They are spread over zones by one group in each zone, as far as the minimum has a host for each group: `name-b` for zone
 * b. Minimum and maximum are those of all groups together. A fleet of one group has the plain name, and may have its hosts
 * in any of the zones.
 */
export class AppFleet extends Construct {
  /** One or more, in the order of the vSwitches. */
  readonly groups: readonly HostGroup[];

  constructor(scope: Construct, id: string, props: AppFleetProps) {
    super(scope, id);
    const { cpuTargetPercent, memoryTargetPercent, warmUpSeconds = 180, ...groupProps } = props;
    this.groups = this.addGroups({ healthChecks: ["ECS", "LOAD_BALANCER"], ...groupProps });
    for (const group of this.groups) {
      track(group, "cpu", "CpuUtilization", cpuTargetPercent, warmUpSeconds);
      track(group, "memory", "MemoryUtilization", memoryTargetPercent, warmUpSeconds);
    }
  }

  /** Adds the hosts of the fleet to a server group, also those that come later. */
  attachToServerGroup(serverGroup: ServerGroup): void {
    for (const group of this.groups) group.attachToServerGroup(serverGroup);
  }

  private addGroups(props: HostGroupProps): HostGroup[] {
    const zones = [...new Set(props.vSwitches.map(({ zone }) => zone))].slice(0, props.minimum);
    if (zones.length < 2) return [new HostGroup(this, "group", props)];
    const sizes = splitSize(props, zones.length);
    // A group with vSwitches of several zones would choose one of them itself, and several groups might choose the same.
    return zones.map((zone, index) => {
      const letter = zoneLetter(zone);
      const vSwitches = props.vSwitches.filter((vSwitch) => vSwitch.zone === zone);
      return new HostGroup(this, letter, { ...props, ...sizes[index], name: `${props.name}-${letter}`, vSwitches });
    });
  }
}

/** The letter by which a region tells its zones apart: `b` of `cn-hongkong-b`, `a` of `ap-southeast-1a`. */
function zoneLetter(zone: string): string {
  return zone.slice(-1);
}

function track(group: HostGroup, name: string, metricName: string, targetValue: number, warmUpSeconds: number): void {
  new EssScalingRule(group, `${name}-rule`, {
    scalingGroupId: group.scalingGroupId,
    scalingRuleName: `${group.name}-${name}`,
    scalingRuleType: "TargetTrackingScalingRule",
    metricName,
    targetValue,
    estimatedInstanceWarmup: warmUpSeconds,
  });
}
