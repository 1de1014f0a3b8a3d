import { expect, test } from "@jest/globals";
import { ElasticIp } from "../../../constructs/network/elastic-ip";
import { NatGateway } from "../../../constructs/network/nat-gateway";
import { VSwitch } from "../../../constructs/network/v-switch";
import { Vpc } from "../../../constructs/network/vpc";
import { synthesizeStack } from "../../support/synthesis";

test("a NAT gateway translates a vSwitch to its own address, once the address is associated with it", () => {
  const stack = synthesizeStack((scope) => {
    const vpc = Vpc.fromVpcId(scope, "vpc", { vpcId: "vpc-example", cidr: "10.0.0.0/16" });
    const place = { vSwitchId: "vsw-example", zone: "cn-hongkong-b", cidr: "10.0.0.0/24" };
    const vSwitch = VSwitch.fromVSwitchId(scope, "v-switch", place);
    const elasticIp = new ElasticIp(scope, "address", { name: "example", bandwidthMbps: 10 });
    const gateway = new NatGateway(scope, "nat", { vpc, vSwitch, elasticIp, name: "example" });
    gateway.allowEgress("egress", vSwitch);
  });
  const [association] = Object.keys(stack.resources("alicloud_eip_association"));
  expect(stack.resource("alicloud_snat_entry")).toMatchObject({
    source_vswitch_id: "vsw-example",
    snat_ip: "${alicloud_eip_address.address.ip_address}",
    depends_on: [`alicloud_eip_association.${association}`],
  });
});
