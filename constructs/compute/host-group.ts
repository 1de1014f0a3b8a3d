import { EssAlbServerGroupAttachment } from "@cdktf/provider-alicloud/lib/ess-alb-server-group-attachment";
import { EssLifecycleHook } from "@cdktf/provider-alicloud/lib/ess-lifecycle-hook";
import { EssScalingGroup } from "@cdktf/provider-alicloud/lib/ess-scaling-group";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { ServerGroup } from "../load-balancing/server-group";
import type { IVSwitch } from "../network/v-switch";
import type { Role } from "../security/role";
import type { GroupSize } from "./group-size";
import type { HostTemplate } from "./host-template";

export interface HostGroupProps extends GroupSize {
  /** Name of the group, 2 to 64 characters. */
  readonly name: string;
  readonly template: HostTemplate;
  /**
   * vSwitches in which hosts may be. Which of several comes first is not known: the provider sends them as a set. The
   * others are for hosts that cannot be made there.
   */
  readonly vSwitches: readonly IVSwitch[];
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
   * Seconds after its creation from which a host counts as part of the group, 30 to 21,600. A host may end the time
   * earlier ({@link HostGroup.grantEndBoot}).
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

/** Identical hosts from one template, in a scaling group that replaces a dead one. */
export class HostGroup extends Construct {
  /**
   * Lets the hosts of a role say that they have booted. RAM can restrict it to groups, whose ids nobody knows before they
   * are made.
   */
  static grantEndBoot(role: Role): void {
    role.addToPolicy({
      effect: "Allow",
      actions: ["ess:DescribeScalingInstances", "ess:DescribeLifecycleActions", "ess:CompleteLifecycleAction"],
      resources: ["acs:ess:*:*:scalinggroup/*"],
    });
  }

  readonly scalingGroupId: string;
  readonly name: string;
  readonly template: HostTemplate;
  private previousAttachment: ITerraformDependable | undefined;

  constructor(scope: Construct, id: string, props: HostGroupProps) {
    super(scope, id);
    const { template } = props;
    const group = new EssScalingGroup(this, "Default", {
      scalingGroupName: props.name,
      minSize: props.minimum,
      maxSize: props.maximum,
      vswitchIds: props.vSwitches.map(({ vSwitchId }) => vSwitchId),
      // Auto Scaling refreshes the hosts of groups with this policy, and of no others.
      multiAzPolicy: "PRIORITY",
      launchTemplateId: template.launchTemplateId,
      launchTemplateVersion: "Latest",
      launchTemplateOverride: template.instanceTypes.map((instanceType) => ({ instanceType })),
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
    this.template = template;
    this.addHook("boot", "SCALE_OUT", props.bootSeconds ?? 120);
    this.addHook("drain", "SCALE_IN", props.drainSeconds ?? 60);
  }

  /** Adds the hosts of the group to a server group, also those that come later. */
  attachToServerGroup(serverGroup: ServerGroup): void {
    const attachment = new EssAlbServerGroupAttachment(this, `${serverGroup.node.id}-attachment`, {
      scalingGroupId: this.scalingGroupId,
      albServerGroupId: serverGroup.serverGroupId,
      port: serverGroup.port,
      weight: 100,
      forceAttach: true,
      // Auto Scaling refuses two attachments of a group at the same time.
      dependsOn: this.previousAttachment && [this.previousAttachment],
    });
    this.previousAttachment = attachment;
  }

  /** Adds a pause. Auto Scaling goes on when its time is over, or when somebody ends it. */
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
