import { EcsLaunchTemplate } from "@cdktf/provider-alicloud/lib/ecs-launch-template";
import { EssLifecycleHook } from "@cdktf/provider-alicloud/lib/ess-lifecycle-hook";
import { EssScalingGroup } from "@cdktf/provider-alicloud/lib/ess-scaling-group";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import type { SecurityGroup } from "../network/security-group";
import type { IVSwitch } from "../network/v-switch";
import type { Role } from "../security/role";
import type { MachineImage } from "./machine-image";

/** The tag by which the hosts of a group are told from others. */
export const GROUP_TAG = "host-group";

export interface HostGroupProps {
  /** Name of the group, 2 to 64 characters; the hosts go by it too. */
  readonly name: string;
  /** Where hosts are made, spread evenly. */
  readonly vSwitches: readonly IVSwitch[];
  readonly securityGroup: SecurityGroup;
  /** What the hosts may do. */
  readonly role: Role;
  readonly image: MachineImage;
  /** ECS types that a host may have: the size that is wanted, and others for when a zone has sold out of it. */
  readonly instanceTypes: readonly string[];
  /** 40 to 500 GiB. */
  readonly systemDiskGiB: number;
  /** What a host runs when it starts for the first time, at most 32 KB in base64. */
  readonly userData: string;
  readonly minimum: number;
  readonly maximum: number;
  /**
   * Whether somebody else sets the group's size from now on, such as a schedule: its sizes are then only where it starts.
   *
   * @default false
   */
  readonly sizedElsewhere?: boolean;
  /**
   * Who says that a host is dead: ECS, or the load balancer's health checks too.
   *
   * @default ["ECS"]
   */
  readonly healthChecks?: readonly ("ECS" | "LOAD_BALANCER")[];
  /**
   * Seconds that a new host has before it counts, 30 to 21,600.
   *
   * @default 120
   */
  readonly bootSeconds?: number;
  /**
   * Seconds that a host which has to go keeps running after it left the load balancer, 30 to 21,600.
   *
   * @default 60
   */
  readonly drainSeconds?: number;
  /**
   * Whether Alibaba Cloud refuses to delete the group.
   *
   * @default true
   */
  readonly deletionProtection?: boolean;
}

/**
 * Hosts that are all alike, made from one launch template, and made anew by Auto Scaling when one dies: encrypted system
 * disk, no public address, no password, metadata only with a session token and only for the host itself.
 */
export class HostGroup extends Construct {
  readonly scalingGroupId: string;
  readonly name: string;
  /** Changes with everything that a host is made from; known only when Terraform plans. */
  readonly fingerprint: string;

  constructor(scope: Construct, id: string, props: HostGroupProps) {
    super(scope, id);
    const template = this.addLaunchTemplate(props);
    const group = new EssScalingGroup(this, "Default", {
      scalingGroupName: props.name,
      minSize: props.minimum,
      maxSize: props.maximum,
      vswitchIds: props.vSwitches.map(({ vSwitchId }) => vSwitchId),
      multiAzPolicy: "BALANCE",
      launchTemplateId: template.id,
      launchTemplateVersion: "Latest",
      launchTemplateOverride: props.instanceTypes.map((instanceType) => ({ instanceType })),
      healthCheckTypes: [...(props.healthChecks ?? ["ECS"])],
      // A host of an older template goes first.
      removalPolicies: ["OldestScalingConfiguration", "OldestInstance"],
      scalingPolicy: "release",
      defaultCooldown: 60,
      groupDeletionProtection: props.deletionProtection ?? true,
      ...(props.sizedElsewhere && { lifecycle: { ignoreChanges: ["min_size", "max_size"] } }),
    });
    this.scalingGroupId = group.id;
    this.name = props.name;
    this.fingerprint = Fn.sha256(Fn.join(" ", [template.userData, template.imageId, template.ramRoleName]));
    this.addHook("boot", "SCALE_OUT", props.bootSeconds ?? 120);
    this.addHook("drain", "SCALE_IN", props.drainSeconds ?? 60);
  }

  private addLaunchTemplate(props: HostGroupProps): EcsLaunchTemplate {
    return new EcsLaunchTemplate(this, "template", {
      launchTemplateName: props.name,
      description: `Hosts of ${props.name}`,
      instanceName: props.name,
      instanceType: props.instanceTypes[0],
      instanceChargeType: "PostPaid",
      imageId: props.image.imageId,
      networkType: "vpc",
      securityGroupIds: [props.securityGroup.securityGroupId],
      ramRoleName: props.role.roleName,
      systemDisk: {
        category: "cloud_essd",
        performanceLevel: "PL0",
        size: props.systemDiskGiB,
        encrypted: true,
        deleteWithInstance: true,
      },
      // Without a session token, a request that a service was tricked into sending would get the role's keys.
      httpEndpoint: "enabled",
      httpTokens: "required",
      httpPutResponseHopLimit: 1,
      securityEnhancementStrategy: "Active",
      userData: Fn.base64encode(props.userData),
      tags: { [GROUP_TAG]: props.name },
    });
  }

  /** A hook nobody answers: it is a pause, after which Auto Scaling goes on by itself. */
  private addHook(name: string, transition: "SCALE_OUT" | "SCALE_IN", seconds: number): void {
    new EssLifecycleHook(this, name, {
      scalingGroupId: this.scalingGroupId,
      name,
      lifecycleTransition: transition,
      heartbeatTimeout: seconds,
      defaultResult: "CONTINUE",
    });
  }
}
