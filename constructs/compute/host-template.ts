import { EcsLaunchTemplate, type EcsLaunchTemplateConfig } from "@cdktf/provider-alicloud/lib/ecs-launch-template";
import { Fn, Lazy, TerraformLocal } from "cdktf";
import { Construct } from "constructs";
import type { SecurityGroup } from "../network/security-group";
import type { Role } from "../security/role";
import type { MachineImage } from "./machine-image";

/** Tag of every host, with the name of its kind as the value: that of its template, or of its pool in a cluster. */
export const GROUP_TAG = "host-group";

export interface HostTemplateProps {
  /** Name of the template and of its hosts, 2 to 64 characters. */
  readonly name: string;
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
}

/**
 * What hosts are made from: a launch template. Encrypted system disk, no public address, no password, metadata only with
 * a session token and only for the host itself. Every change makes a new version, also one of the instance types, which
 * are a scaling group's.
 */
export class HostTemplate extends Construct {
  /** Lets a role list instances, with their tags and addresses. ECS lists all of the account's, or none. */
  static grantFind(role: Role): void {
    role.addToPolicy({ effect: "Allow", actions: ["ecs:DescribeInstances"], resources: ["*"] });
  }

  readonly launchTemplateId: string;
  /** Number of the newest version, 1 for a new template. When a version is made, its number is known after the apply. */
  readonly version: number;
  readonly name: string;
  readonly instanceTypes: readonly string[];

  constructor(scope: Construct, id: string, props: HostTemplateProps) {
    super(scope, id);
    const { name, instanceTypes, systemDiskGiB } = props;
    const configuration: EcsLaunchTemplateConfig = {
      launchTemplateName: name,
      description: `Hosts of ${name}`,
      instanceName: name,
      instanceType: instanceTypes[0],
      instanceChargeType: "PostPaid",
      imageId: props.image.imageId,
      networkType: "vpc",
      securityGroupIds: [props.securityGroup.securityGroupId],
      ramRoleName: props.role.roleName,
      // Without session tokens, a request that somebody tricks a service into sending (SSRF) could read the role's
      // keys.
      httpEndpoint: "enabled",
      httpTokens: "required",
      httpPutResponseHopLimit: 1,
      securityEnhancementStrategy: "Active",
      // The text is long, and is read twice.
      userData: new TerraformLocal(this, "user-data", Fn.base64encode(props.userData)).asString,
      tags: { [GROUP_TAG]: name },
    };
    const systemDisk = {
      category: "cloud_essd",
      performanceLevel: "PL0",
      size: systemDiskGiB,
      encrypted: true,
      deleteWithInstance: true,
    };
    const template = new EcsLaunchTemplate(this, "Default", {
      ...configuration,
      systemDisk: {
        ...systemDisk,
        // Each new version replaces the whole template, and the provider sends encryption, category and size of a disk
        // only when something of the disk has changed. So whatever changes has to change the disk.
        description: Lazy.stringValue({
          // The stack adds tags of its own, after this.
          produce: () => fingerprint({ ...configuration, tags: template.tagsInput, systemDisk, instanceTypes }),
        }),
      },
    });
    this.launchTemplateId = template.id;
    this.version = template.latestVersionNumber;
    this.name = name;
    this.instanceTypes = instanceTypes;
  }
}

/** A text that is another one for any other content. Terraform evaluates it. */
function fingerprint(content: object): string {
  return Fn.sha256(Fn.jsonencode(content));
}
