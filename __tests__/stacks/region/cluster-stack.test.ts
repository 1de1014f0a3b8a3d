import { describe, expect, test } from "@jest/globals";
import type { Phase } from "../../../environments/schema/environment";
import { completePlatform } from "../../support/complete-environments";
import { stacksOf } from "../../support/fixture/stacks";
import type { Block, SynthesizedStack } from "../../support/synthesis";

/** The stacks of an environment in which every optional knob is set, in a phase. */
function inPhase(phase: Phase, trafficPercent = 0): Record<string, SynthesizedStack> {
  const input = completePlatform();
  input.phase = phase;
  if (input.cluster) input.cluster.trafficPercent = trafficPercent;
  // The network with vSwitches of its own.
  delete input.network.vpc.id;
  delete input.network.vSwitches.public[0]?.id;
  return stacksOf(input);
}

const migrating = inPhase("migrating", 30);
const cluster = migrating["production-cluster"] as SynthesizedStack;

/** The add-ons that come after the cluster is made. */
const laterAddOns = (stack: SynthesizedStack) =>
  Object.values(stack.resources("alicloud_cs_kubernetes_addon")).map(({ name }) => name);

describe("the cluster", () => {
  const made = cluster.resource("alicloud_cs_managed_kubernetes");

  test("is a managed Pro cluster in the platform's own VPC, with a private API server and no NAT gateway of its own", () => {
    expect(made).toMatchObject({
      cluster_spec: "ack.pro.small",
      version: "1.33.3-aliyun.1",
      new_nat_gateway: false,
      slb_internet_enabled: false,
      deletion_protection: true,
      lifecycle: { prevent_destroy: true },
    });
    expect(made.vswitch_ids.map((id: string) => /private-cn-hongkong-[bc]/.exec(id)?.[0])).toEqual([
      "private-cn-hongkong-b",
      "private-cn-hongkong-c",
    ]);
    expect(made.security_group_id).toContain("hosts-group");
  });

  test("gives pods addresses of the VPC, in a vSwitch per zone, with a way out, and enforces network policies", () => {
    const vSwitches = Object.values(cluster.resources("alicloud_vswitch"));
    expect(vSwitches.map(({ zone_id, cidr_block }) => `${zone_id} ${cidr_block}`).sort()).toEqual([
      "cn-hongkong-b 10.0.32.0/20",
      "cn-hongkong-c 10.0.48.0/20",
    ]);
    expect(made.pod_vswitch_ids).toHaveLength(2);
    const translated = Object.values(cluster.resources("alicloud_snat_entry"));
    expect(translated.map(({ source_vswitch_id }) => source_vswitch_id).sort()).toEqual(made.pod_vswitch_ids);
    for (const { snat_table_id } of translated) expect(snat_table_id).toContain("production-network");
    const [{ name, config }] = made.addons;
    expect([name, JSON.parse(config).NetworkPolicy]).toEqual(["terway-eniip", "true"]);
  });

  test("lets service accounts be roles, encrypts secrets under the customer key, and keeps audit and control-plane logs", () => {
    expect(made).toMatchObject({
      enable_rrsa: true,
      encryption_provider_key: "key-hkexample",
      control_plane_log_ttl: "180",
      audit_log_config: { enabled: true, sls_project_name: made.control_plane_log_project },
      control_plane_log_components: expect.arrayContaining(["apiserver", "scheduler"]),
    });
  });

  test("has volumes, what autoscalers measure by, RAM roles for pods, and not a second ingress controller", () => {
    const first = made.addons.map(({ name, disabled }: Block) => (disabled ? `no ${name}` : name));
    expect(first.sort()).toEqual([
      "csi-plugin",
      "managed-csiprovisioner",
      "metrics-server",
      "no nginx-ingress-controller",
      "terway-eniip",
    ]);
    expect(laterAddOns(cluster)).toEqual(
      expect.arrayContaining(["ack-node-problem-detector", "ack-pod-identity-webhook"]),
    );
  });

  test("pulls the services' images without a password from an Enterprise registry, the only kind that gives nodes one", () => {
    const helper = "managed-aliyun-acr-credential-helper";
    const addOns = Object.values(cluster.resources("alicloud_cs_kubernetes_addon"));
    expect(JSON.parse(addOns.find(({ name }) => name === helper)?.config)).toEqual({
      AcrInstanceInfo: [{ instanceId: "cri-hkexample", regionId: "cn-hongkong" }],
      watchNamespace: "ainav",
      serviceAccount: "*",
    });
    const personal = completePlatform();
    personal.phase = "cluster";
    delete personal.cluster?.images.enterpriseInstanceId;
    expect(laterAddOns(stacksOf(personal)["production-cluster"] as SynthesizedStack)).not.toContain(helper);
  });

  test("is upgraded only by a change of its version, its nodes in a maintenance window, and people get the permissions that the environment lists", () => {
    expect(made.maintenance_window).toMatchObject({ enable: true, weekly_period: "Tuesday", duration: "3h" });
    expect(new Date(made.maintenance_window.maintenance_time).getUTCHours()).toBe(3 - 8 + 24);
    expect(made.operation_policy.cluster_auto_upgrade).toEqual({ enabled: false });
    expect(cluster.resource("alicloud_cs_kubernetes_permissions")).toMatchObject({
      uid: "300000000000000001",
      permissions: [{ role_name: "restricted", is_ram_role: true, role_type: "cluster" }],
    });
  });

  test("has two pools of nodes over two zones: scaled, repaired, patched, with encrypted disks", () => {
    const pools = cluster.resources("alicloud_cs_kubernetes_node_pool");
    expect(Object.keys(pools).sort()).toEqual(["app-pool", "system-pool"]);
    for (const pool of Object.values(pools)) {
      expect(pool).toMatchObject({
        multi_az_policy: "BALANCE",
        system_disk_encrypted: true,
        scaling_config: { enable: true, type: "cpu", is_bond_eip: false },
        management: { enable: true, auto_repair: true, auto_upgrade: true, auto_vul_fix: true, max_unavailable: 1 },
      });
      expect(pool.vswitch_ids).toHaveLength(2);
      expect(pool.spot_strategy).toBeUndefined();
    }
    expect(pools["app-pool"]?.scaling_config).toMatchObject({ min_size: 2, max_size: 10 });
    expect(cluster.resource("alicloud_cs_autoscaling_config").scale_down_enabled).toBe(true);
    expect(cluster.resource("alicloud_cms_dynamic_tag_group").match_express).toHaveLength(2);
  });

  test("can have spot instances as nodes", () => {
    const input = completePlatform();
    input.phase = "migrating";
    if (input.cluster) input.cluster.nodePools.app.spot = true;
    const pools = stacksOf(input)["production-cluster"]?.resources("alicloud_cs_kubernetes_node_pool");
    expect(pools?.["app-pool"]).toMatchObject({ spot_strategy: "SpotAsPriceGo", scaling_config: { type: "spot" } });
  });
});

describe("the phases", () => {
  /** The weights of the web's servers on the main listener. */
  function weights(stacks: Record<string, SynthesizedStack>): string[] {
    const rules = Object.values((stacks["production-compute"] as SynthesizedStack).resources("alicloud_alb_rule"));
    const rule = rules.find(({ rule_name }) => /^ainav-production-https-(web|cluster)$/.test(rule_name));
    return rule?.rule_actions[0].forward_group_config.server_group_tuples.map(
      ({ server_group_id, weight }: Block) => `${/server_group\.([a-z-]+)\.id/.exec(server_group_id)?.[1]} ${weight}`,
    );
  }
  const groups = (stacks: Record<string, SynthesizedStack>) =>
    Object.values((stacks["production-compute"] as SynthesizedStack).resources("alicloud_ess_scaling_group"))
      .map(({ scaling_group_name }) => scaling_group_name.replace("ainav-production-", ""))
      .sort();

  test("send everything to hosts, then a part to the cluster, then all of it", () => {
    expect(weights(inPhase("hosts"))).toEqual(["web 100"]);
    expect(weights(migrating)).toEqual(["web 70", "cluster 30"]);
    expect(weights(inPhase("migrating", 0))).toEqual(["web 100", "cluster 0"]);
    expect(weights(inPhase("cluster"))).toEqual(["cluster 100"]);
  });

  test("have a cluster from the second on, and no host but the bastion in the last", () => {
    expect(inPhase("hosts")["production-cluster"]).toBeUndefined();
    expect(groups(migrating)).toEqual(["app-b", "app-c", "bastion", "search", "worker"]);
    expect(groups(inPhase("cluster"))).toEqual(["bastion"]);
  });

  test("let pods reach the databases, and the load balancer the nodes' ingress", () => {
    const [data, network] = [migrating["production-data"], migrating["production-network"]];
    for (const type of ["alicloud_db_instance", "alicloud_kvstore_instance"]) {
      expect(data?.resource(type).security_ips).toEqual([
        "10.0.2.0/24",
        "10.0.12.0/24",
        "10.0.32.0/20",
        "10.0.48.0/20",
      ]);
    }
    const rules = Object.values(network?.resources("alicloud_security_group_rule") ?? {});
    expect(
      rules
        .filter(({ port_range }) => port_range === "30080/30080")
        .map(({ cidr_ip }) => cidr_ip)
        .sort(),
    ).toEqual(["10.0.1.0/24", "10.0.11.0/24"]);
    const compute = migrating["production-compute"] as SynthesizedStack;
    expect(compute.resources("alicloud_alb_server_group").cluster?.health_check_config).toMatchObject({
      health_check_path: "/api/health",
      health_check_host: "ainav.cn",
    });
  });
});
