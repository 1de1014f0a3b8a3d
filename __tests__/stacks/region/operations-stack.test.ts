import { describe, expect, test } from "@jest/globals";
import { fixtureStacks } from "../../support/fixture/stacks";
import type { Block, SynthesizedStack } from "../../support/synthesis";

const stacks = fixtureStacks();
const production = stacks["production-operations"] as SynthesizedStack;

describe("the operations of production", () => {
  test("keep every log for 180 days, encrypted and searchable", () => {
    const stores = Object.values(production.resources("alicloud_log_store"));
    expect(stores.map(({ logstore_name }) => logstore_name).sort()).toEqual([
      "audit",
      "requests",
      "services",
      "sessions",
      "system",
    ]);
    for (const store of stores) {
      expect(store).toMatchObject({
        retention_period: 180,
        encrypt_conf: { enable: true },
        lifecycle: { prevent_destroy: true },
      });
    }
    expect(Object.keys(production.resources("alicloud_log_store_index"))).toHaveLength(stores.length);
  });

  test("collect the bastion's audit log and recorded sessions from any host that says its name", () => {
    const configs = Object.values(production.resources("alicloud_logtail_config"));
    const sources = configs.map(({ logstore, input_detail }) => {
      const { logPath, filePattern } = JSON.parse(input_detail);
      return `${logPath}/${filePattern} -> ${/([a-z]+)-log/.exec(logstore)?.[1]}`;
    });
    expect(sources.sort()).toEqual([
      "/var/log/ainav/services/*.log -> services",
      "/var/log/ainav/sessions/* -> sessions",
      "/var/log/audit/audit.log -> audit",
      "/var/log/messages -> system",
      "/var/log/secure -> audit",
    ]);
    expect(production.resource("alicloud_log_machine_group")).toMatchObject({
      identify_type: "userdefined",
      identify_list: ["ainav-production-hosts"],
    });
    expect(Object.keys(production.resources("alicloud_logtail_attachment"))).toHaveLength(configs.length);
  });

  test("call the apex and its health page from outside, every minute, and tell when too few get an answer", () => {
    const monitors = Object.values(production.resources("alicloud_cms_site_monitor"));
    expect(monitors.map(({ address, interval }) => `${address} ${interval}`).sort()).toEqual([
      "https://ainav.cn/ 1",
      "https://ainav.cn/api/health 1",
    ]);
    const alarms = Object.values(production.resources("alicloud_cms_alarm"));
    expect(alarms).toHaveLength(2);
    for (const alarm of alarms) expect(alarm.escalations_critical).toMatchObject({ threshold: "90" });
  });

  test("tell the owner's contacts, under names that are the environment's own", () => {
    expect(production.resource("alicloud_cms_alarm_contact")).toMatchObject({
      alarm_contact_name: "production-operations",
      channels_mail: "operations@ainav.cn",
    });
    const groups = Object.entries(stacks)
      .filter(([id]) => id.endsWith("-operations"))
      .map(([, stack]) => stack.resource("alicloud_cms_alarm_contact_group").alarm_contact_group_name);
    expect(new Set(groups).size).toBe(3);
  });

  test("call nothing while no host runs", () => {
    const standby = stacks["disaster-recovery-operations"] as SynthesizedStack;
    expect(standby.resources("alicloud_cms_site_monitor")).toEqual({});
  });
});

describe("every alarm", () => {
  const alarms = Object.entries(stacks).flatMap(([stack, { json }]) =>
    Object.entries<Block>(json.resource.alicloud_cms_alarm ?? {}).map(([id, alarm]) => ({ stack, id, ...alarm })),
  ) as Block[];

  test("has one threshold, one severity, somebody to tell and one resource that it watches", () => {
    expect(alarms.length).toBeGreaterThan(60);
    for (const alarm of alarms) {
      const severities = ["escalations_critical", "escalations_warn"].filter((name) => name in alarm);
      expect([alarm.id, severities.length]).toEqual([alarm.id, 1]);
      expect(alarm.contact_groups).toHaveLength(1);
      expect(alarm.metric_dimensions).toMatch(/jsonencode\(\[\{"\w+" = .*\}\]\)/);
      expect(alarm.period).toBeGreaterThanOrEqual(60);
    }
  });

  test("has a name of its own in the account", () => {
    const names = alarms.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  test.each([
    ["production-network", "acs_nat_gateway", ["ErrorPortAllocationCount", "SessionLimitDropConnection"]],
    ["production-network", "acs_vpc_eip", ["net_out.rate_percentage", "out_ratelimit_drop_speed"]],
    [
      "production-data",
      "acs_rds_dashboard",
      ["PG_ReplayLatency", "conn_usgae", "cpu_usage", "local_fs_size_usage", "mem_usage"],
    ],
    ["production-data", "acs_kvstore", ["ShardingConnectionUsage", "ShardingCpuUsage", "ShardingMemoryUsage"]],
    ["staging-data", "acs_kvstore", ["StandardConnectionUsage", "StandardCpuUsage", "StandardMemoryUsage"]],
    ["production-data", "acs_oss_dashboard", ["Availability", "MeteringStorageUtilization"]],
    [
      "production-compute",
      "acs_alb",
      [
        "LoadBalancerHTTPCode5XX",
        "LoadBalancerHTTPCodeUpstream5XX",
        "LoadBalancerHealthyHostCount",
        "LoadBalancerUnHealthyHostCount",
        "LoadBalancerUpstreamResponseTime",
      ],
    ],
  ])("stands beside what it watches: %s %s", (stack, namespace, metrics) => {
    const found = alarms.filter((alarm) => alarm.stack === stack && alarm.project === namespace);
    expect([...new Set(found.map(({ metric }) => metric))].sort()).toEqual(metrics);
  });

  test("on hosts also covers those that Auto Scaling will make, because it selects them by the group's tag", () => {
    const compute = stacks["production-compute"] as SynthesizedStack;
    const tagged = compute.resource("alicloud_cms_dynamic_tag_group");
    expect(tagged).toMatchObject({ tag_key: "host-group", match_express_filter_relation: "or" });
    const templates = Object.values(compute.resources("alicloud_ecs_launch_template"));
    expect(tagged.match_express.map(({ tag_value }: Block) => tag_value).sort()).toEqual(
      templates.map(({ tags }) => tags["host-group"]).sort(),
    );
    const rules = compute.resource("alicloud_cms_metric_rule_template").alert_templates;
    expect(rules.map(({ metric_name }: Block) => metric_name)).toEqual([
      "CPUUtilization",
      "memory_usedutilization",
      "diskusage_utilization",
    ]);
  });
});
