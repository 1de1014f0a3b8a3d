import type { TerraformStack } from "cdktf";
import { HostTemplate, type HostTemplateProps } from "../../constructs/compute/host-template";
import { MachineImage } from "../../constructs/compute/machine-image";
import { SecurityGroup } from "../../constructs/network/security-group";
import { Vpc } from "../../constructs/network/vpc";
import { Role } from "../../constructs/security/role";
import { serviceTrust } from "../../constructs/security/service-trust";

/** Adds a template of hosts, with whatever it needs. */
export function addHostTemplate(scope: TerraformStack, changes: Partial<HostTemplateProps> = {}): HostTemplate {
  const vpc = Vpc.fromVpcId(scope, "vpc", { vpcId: "vpc-example", cidr: "10.0.0.0/16" });
  const role = new Role(scope, "role", { roleName: "app", description: "App hosts", trustedBy: serviceTrust("ecs") });
  role.addToPolicy({ effect: "Allow", actions: ["oss:GetObject"], resources: ["*"] });
  return new HostTemplate(scope, "template", {
    name: "app",
    securityGroup: new SecurityGroup(scope, "group", { vpc, name: "app", description: "App hosts" }),
    role,
    image: new MachineImage(scope, "image", { family: "^aliyun_3_", pinned: "img-example" }),
    instanceTypes: ["ecs.g7.large"],
    systemDiskGiB: 40,
    userData: "true",
    ...changes,
  });
}
