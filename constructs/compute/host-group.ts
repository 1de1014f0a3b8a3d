import { EcsLaunchTemplate } from "@cdktf/provider-alicloud/lib/ecs-launch-template";
import { EssLifecycleHook } from "@cdktf/provider-alicloud/lib/ess-lifecycle-hook";
import { EssScalingGroup } from "@cdktf/provider-alicloud/lib/ess-scaling-group";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import type { SecurityGroup } from "../network/security-group";
import type { IVSwitch } from "../network/v-switch";
import type { Role } from "../security/role";
import type { MachineImage } from "./machine-image";

/** Tag of every host, with the name of its group as the value. */
export const GROUP_TAG = "host-group";

export interface HostGroupProps {
  /** Name of the group and of its hosts, 2 to 64 characters. */
  readonly name: string;
  /** vSwitches over which the hosts are spread evenly. */
  readonly vSwitches: readonly IVSwitch[];
  readonly securityGroup: SecurityGroup;
  /** RAM role of the hosts. */
  readonly role: Role;
  readonly image: MachineImage;
  /** ECS instance types in order of preference: the later ones are for zones in which the first is sold out. */
  readonly instanceTypes: readonly string[];
  /** 40 to 500 GiB. */
  readonly systemDiskGiB: number;
  /** Program that a host runs at its first start, not encoded; at most 32 KB in base64. */
  readonly userData: string;
  /** Least number of hosts. */
  readonly minimum: number;
  /** Greatest number of hosts. */
  readonly maximum: number;
  /**
   * Whether something else changes minimum and maximum, such as a schedule. Terraform then only sets them when it
   * creates the group.
   *
   * @default false
   */
  readonly externallyScaled?: boolean;
  /**
   * Who decides that a host is dead: ECS, or the load balancer's health checks too.
   *
   * @default ["ECS"]
   */
  readonly healthChecks?: readonly ("ECS" | "LOAD_BALANCER")[];
  /**
   * Seconds after its creation from which a host counts as part of the group, 30 to 21,600.
   *
   * @default 120
   */
  readonly bootSeconds?: number;
  /**
   * Seconds for which a host keeps running after it has left the load balancer, 30 to 21,600.
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
 * Identical hosts from one launch template, in a scaling group that replaces a dead one. Encrypted system disk, no
 * public address, no password, metadata only with a session token and only for the host itself.
 */
export class HostGroup extends Construct {
  readonly scalingGroupId: string;
  readonly name: string;
  /** Hash of everything that a host is made from. Terraform knows its value when it plans. */
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
      // A smaller group first removes hosts of an older template.
      removalPolicies: ["OldestScalingConfiguration", "OldestInstance"],
      scalingPolicy: "release",
      defaultCooldown: 60,
      groupDeletionProtection: props.deletionProtection ?? true,
      // The group gives back the server groups that its hosts are attached to, and would detach them.
      lifecycle: { ignoreChanges: ["alb_server_group", ...(props.externallyScaled ? ["min_size", "max_size"] : [])] },
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
      // Without session tokens, a request that somebody tricks a service into sending (SSRF) could read the role's
      // keys.
      httpEndpoint: "enabled",
      httpTokens: "required",
      httpPutResponseHopLimit: 1,
      securityEnhancementStrategy: "Active",
      userData: Fn.base64encode(props.userData),
      tags: { [GROUP_TAG]: props.name },
    });
  }

  /** Adds a pause: nobody answers the hook, so Auto Scaling goes on when its time is over. */
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
