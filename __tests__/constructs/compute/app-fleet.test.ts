import { expect, test } from "@jest/globals";
import { AppFleet, type AppFleetProps } from "../../../constructs/compute/app-fleet";
import { MachineImage } from "../../../constructs/compute/machine-image";
import { SecurityGroup } from "../../../constructs/network/security-group";
import { Vpc } from "../../../constructs/network/vpc";
import { Role } from "../../../constructs/security/role";
import { serviceTrust } from "../../../constructs/security/service-trust";
import { synthesizeStack } from "../../support/synthesis";
import { twoVSwitches } from "../../support/two-v-switches";

/** Seconds until a new host's metrics count, by the rule's name. */
function warmUps(changes: Partial<AppFleetProps> = {}): Record<string, number> {
  const stack = synthesizeStack((scope) => {
    const vpc = Vpc.fromVpcId(scope, "vpc", { vpcId: "vpc-example", cidr: "10.0.0.0/16" });
    const role = new Role(scope, "role", { roleName: "app", description: "App hosts", trustedBy: serviceTrust("ecs") });
    role.addToPolicy({ effect: "Allow", actions: ["oss:GetObject"], resources: ["*"] });
    new AppFleet(scope, "fleet", {
      name: "app",
      vSwitches: twoVSwitches(scope),
      securityGroup: new SecurityGroup(scope, "group", { vpc, name: "app", description: "App hosts" }),
      role,
      image: new MachineImage(scope, "image", { family: "^aliyun_3_", pinned: "img-example" }),
      instanceTypes: ["ecs.g7.large"],
      systemDiskGiB: 40,
      userData: "true",
      minimum: 1,
      maximum: 2,
      cpuTargetPercent: 60,
      memoryTargetPercent: 70,
      ...changes,
    });
  });
  const rules = Object.values(stack.resources("alicloud_ess_scaling_rule"));
  return Object.fromEntries(rules.map((rule) => [rule.scaling_rule_name, rule.estimated_instance_warmup]));
}

test("a new host of a fleet counts after three minutes, unless the fleet is told another time", () => {
  expect(warmUps()).toEqual({ "app-cpu": 180, "app-memory": 180 });
  expect(warmUps({ warmUpSeconds: 30 })).toEqual({ "app-cpu": 30, "app-memory": 30 });
});
