import { describe, expect, test } from "@jest/globals";
import { CLOUDFLARE_RANGES } from "../../../environments/cloudflare-ranges";
import type { PlatformEnvironmentInput } from "../../../environments/schema/environment";
import type { Services } from "../../../environments/schema/services/services";
import { NetworkStack } from "../../../stacks/region/network-stack";
import { OperationsStack } from "../../../stacks/region/operations-stack";
import { completePlatform } from "../../support/complete-environments";
import { FIXTURE_OWNER } from "../../support/fixture/fixture";
import { checked, fixtureStacks } from "../../support/fixture/stacks";
import { type Block, operatorOutputs, type SynthesizedStack, synthesize } from "../../support/synthesis";

const production = fixtureStacks()["production-network"] as SynthesizedStack;

/** The network of an environment in which every optional knob is set, after a change. */
function networkOf(
  change: (environment: PlatformEnvironmentInput) => void,
  inOrder = (services: Services): Services => services,
): SynthesizedStack {
  const input = completePlatform();
  change(input);
  const valid = checked(input);
  const environment = { ...valid, services: inOrder(valid.services) };
  const props = { environment, owner: FIXTURE_OWNER };
  const { stacks } = synthesize((app) => {
    new NetworkStack(app, { ...props, operations: new OperationsStack(app, props) });
  });
  return stacks["production-network"] as SynthesizedStack;
}

/** Rules as sentences: who may reach whom on which ports. */
function rules(stack: SynthesizedStack): string[] {
  const group = (reference = "") => /alicloud_security_group\.([a-z-]+)-group\.id/.exec(reference)?.[1];
  return Object.values(stack.resources("alicloud_security_group_rule"))
    .map((rule) => {
      expect(rule).toMatchObject({ type: "ingress", policy: "accept", nic_type: "intranet" });
      const source = rule.cidr_ip ?? group(rule.source_security_group_id);
      return `${source} -> ${group(rule.security_group_id)} ${rule.ip_protocol} ${rule.port_range}`;
    })
    .sort();
}

const reversed = (services: Services) => Object.fromEntries(Object.entries(services).reverse());

describe("the network of production", () => {
  test("is a VPC 10.0.0.0/16", () => {
    expect(production.resource("alicloud_vpc").cidr_block).toBe("10.0.0.0/16");
  });

  test("has public and private vSwitches: 10.0.1.0/24 and 10.0.2.0/24, and their twins in a second zone", () => {
    const vSwitches = Object.values(production.resources("alicloud_vswitch"));
    expect(vSwitches.map(({ cidr_block, zone_id }) => `${cidr_block} ${zone_id}`).sort()).toEqual([
      "10.0.1.0/24 cn-hongkong-b",
      "10.0.11.0/24 cn-hongkong-c",
      "10.0.12.0/24 cn-hongkong-c",
      "10.0.2.0/24 cn-hongkong-b",
    ]);
  });

  test("has two elastic addresses, one for the NAT gateway and one for the bastion", () => {
    const addresses = production.resources("alicloud_eip_address");
    expect(Object.keys(addresses).sort()).toEqual(["bastion-ip", "nat-ip"]);
    for (const address of Object.values(addresses)) {
      expect(address).toMatchObject({ deletion_protection: true, internet_charge_type: "PayByTraffic" });
    }
    expect(production.resource("alicloud_eip_association")).toMatchObject({
      allocation_id: "${alicloud_eip_address.nat-ip.id}",
      instance_id: "${alicloud_nat_gateway.nat.id}",
      instance_type: "Nat",
    });
  });

  test("lets private hosts out through an enhanced, protected NAT gateway, and only those", () => {
    expect(production.resource("alicloud_nat_gateway")).toMatchObject({
      nat_type: "Enhanced",
      internet_charge_type: "PayByLcu",
      deletion_protection: true,
      vswitch_id: "${alicloud_vswitch.public-cn-hongkong-b.id}",
    });
    const entries = Object.values(production.resources("alicloud_snat_entry"));
    expect(entries.map(({ source_vswitch_id }) => source_vswitch_id).sort()).toEqual([
      "${alicloud_vswitch.private-cn-hongkong-b.id}",
      "${alicloud_vswitch.private-cn-hongkong-c.id}",
    ]);
    for (const entry of entries) {
      expect(entry.snat_ip).toBe("${alicloud_eip_address.nat-ip.ip_address}");
      expect(entry.depends_on).toEqual([expect.stringMatching(/^alicloud_eip_association\./)]);
    }
  });

  test("records every flow, kept for 180 days, encrypted and protected", () => {
    expect(production.resource("alicloud_vpc_flow_log")).toMatchObject({
      resource_type: "VPC",
      resource_id: "${alicloud_vpc.vpc.id}",
      traffic_type: "All",
      status: "Active",
    });
    expect(production.resource("alicloud_log_store")).toMatchObject({
      retention_period: 180,
      encrypt_conf: { enable: true, encrypt_type: "default" },
      lifecycle: { prevent_destroy: true },
    });
  });

  test("has five kinds of rules, each narrowed to who needs it, and no others", () => {
    const expected = [
      // Visitors come through Cloudflare, so nobody else has to reach it (requirements: firewall-http, firewall-https).
      ...CLOUDFLARE_RANGES.flatMap((source) =>
        [80, 443].map((port) => `${source} -> load-balancer tcp ${port}/${port}`),
      ),
      // The China CDN pulls pages from anywhere, and shows a secret header.
      "0.0.0.0/0 -> load-balancer tcp 8443/8443",
      ...["10.0.1.0/24", "10.0.11.0/24"].flatMap((vSwitch) =>
        [3000, 8001, 8002].map((port) => `${vSwitch} -> hosts tcp ${port}/${port}`),
      ),
      "203.0.113.0/24 -> bastion tcp 22/22",
      "bastion -> hosts tcp 22/22",
      "hosts -> hosts all -1/-1",
    ];
    expect(rules(production)).toEqual(expected.sort());
  });

  test("isolates the members of each security group until a rule lets them in", () => {
    const groups = Object.values(production.resources("alicloud_security_group"));
    expect(groups).toHaveLength(3);
    for (const { inner_access_policy } of groups) expect(inner_access_policy).toBe("Drop");
  });

  test("has no VPN gateway unless asked", () => {
    expect(production.resources("alicloud_vpn_gateway")).toEqual({});
  });

  test("tells operators every id and address that they need", () => {
    expect(Object.keys(operatorOutputs(production)).sort()).toEqual([
      "bastion_group_id",
      "bastion_ip",
      "egress_ip",
      "host_group_id",
      "load_balancer_group_id",
      "nat_gateway_id",
      "network_log_project",
      "private_cn_hongkong_b_vswitch_id",
      "private_cn_hongkong_c_vswitch_id",
      "public_cn_hongkong_b_vswitch_id",
      "public_cn_hongkong_c_vswitch_id",
      "vpc_id",
    ]);
  });
});

describe("a network by its knobs", () => {
  test("uses a VPC and a vSwitch that exist, and makes neither", () => {
    const stack = networkOf(() => {});
    expect(stack.resources("alicloud_vpc")).toEqual({});
    expect(Object.keys(stack.resources("alicloud_vswitch"))).toHaveLength(3);
    expect(stack.resource("alicloud_nat_gateway")).toMatchObject({
      vpc_id: "vpc-j6c1example",
      vswitch_id: "vsw-j6c1example",
    });
    for (const vSwitch of Object.values(stack.resources("alicloud_vswitch"))) {
      expect(vSwitch.vpc_id).toBe("vpc-j6c1example");
    }
  });

  test("makes no NAT gateway in an existing VPC that brings its own", () => {
    const stack = networkOf((environment) => {
      environment.network.nat = false;
    });
    expect(stack.resources("alicloud_nat_gateway")).toEqual({});
    expect(Object.keys(stack.resources("alicloud_eip_address"))).toEqual(["bastion-ip"]);
  });

  test("has a VPN gateway with a leg in each zone, for laptops and for offices", () => {
    const stack = networkOf(() => {});
    expect(stack.resource("alicloud_vpn_gateway")).toMatchObject({
      vswitch_id: "vsw-j6c1example",
      disaster_recovery_vswitch_id: "${alicloud_vswitch.public-cn-hongkong-c.id}",
      enable_ssl: true,
      ssl_connections: 5,
      enable_ipsec: true,
      bandwidth: 10,
    });
    expect(stack.resource("alicloud_ssl_vpn_server")).toMatchObject({
      client_ip_pool: "192.168.200.0/24",
      local_subnet: "10.0.0.0/16",
      cipher: "AES-256-CBC",
    });
    const connection = stack.resource("alicloud_vpn_connection");
    expect(connection).toMatchObject({ local_subnet: ["10.0.0.0/16"], remote_subnet: ["192.168.10.0/24"] });
    expect(connection.tunnel_options_specification.map(({ role }: Block) => role)).toEqual(["master", "slave"]);
    expect(JSON.stringify(stack.json)).not.toMatch(/psk/);
  });

  test("can be destroyed once its protection is off, and not before", () => {
    const unprotected = networkOf((environment) => {
      environment.deletionProtection = false;
      delete environment.network.vpc.id;
      delete environment.network.vSwitches.public[0]?.id;
    });
    expect(JSON.stringify(unprotected.json)).not.toMatch(/"(prevent_destroy|deletion_protection)":true/);
    expect(JSON.stringify(production.json).match(/"(prevent_destroy|deletion_protection)":true/g)).toHaveLength(6);
  });

  test("keeps its logical ids when rules, ports and sources change places", () => {
    const ids = (reverse: boolean) => {
      const stack = networkOf(
        (environment) => {
          environment.network.webSources = ["198.51.100.0/24", "192.0.2.0/24"];
          if (!reverse) return;
          environment.network.webSources.reverse();
        },
        reverse ? reversed : undefined,
      );
      return Object.keys(stack.resources("alicloud_security_group_rule")).sort();
    };
    expect(ids(true)).toEqual(ids(false));
  });
});
