import { describe, expect, test } from "@jest/globals";
import { HostAlarms } from "../../../constructs/compute/host-alarms";
import { POSTGRES_ALARMS, STANDBY_ALARMS } from "../../../constructs/data/postgres-alarms";
import { redisAlarms } from "../../../constructs/data/redis-alarms";
import { LOAD_BALANCER_ALARMS } from "../../../constructs/load-balancing/load-balancer-alarms";
import { ELASTIC_IP_ALARMS } from "../../../constructs/network/elastic-ip-alarms";
import { NAT_GATEWAY_ALARMS } from "../../../constructs/network/nat-gateway-alarms";
import { addAlarms } from "../../../constructs/observability/add-alarms";
import { AlarmContacts } from "../../../constructs/observability/alarm-contacts";
import type { AlarmRule } from "../../../constructs/observability/alarm-rule";
import { siteAlarms } from "../../../constructs/observability/site-alarms";
import { bucketAlarms } from "../../../constructs/storage/bucket-alarms";
import { type SynthesizedStack, synthesizeStack } from "../../support/synthesis";

const MEMORY: AlarmRule = {
  id: "memory",
  metric: "MemoryUsage",
  statistic: "Average",
  comparison: ">=",
  threshold: 85,
  unit: "%",
  periods: 4,
};

/** The alarms of a table on a resource called `r-example`. */
function withRules(...rules: readonly AlarmRule[]): SynthesizedStack {
  return synthesizeStack((stack) => {
    const contacts = new AlarmContacts(stack, "contacts", { groupName: "people", contactPrefix: "test", contacts: [] });
    addAlarms(stack, rules, {
      namespace: "acs_example",
      dimensions: { instanceId: "r-example" },
      contacts,
      namePrefix: "example",
    });
  });
}

describe("a row of a table of alarms", () => {
  test("becomes exactly one alarm, with the row's metric, numbers and comparison", () => {
    expect(withRules({ ...MEMORY, periodSeconds: 300 }).resource("alicloud_cms_alarm")).toMatchObject({
      name: "example-memory",
      project: "acs_example",
      metric: "MemoryUsage",
      metric_dimensions: '${jsonencode([{"instanceId" = "r-example"}])}',
      contact_groups: ["${alicloud_cms_alarm_contact_group.contacts.alarm_contact_group_name}"],
      period: 300,
      escalations_warn: { statistics: "Average", comparison_operator: ">=", threshold: "85", times: 4 },
    });
  });

  test("is measured once a minute, and a warning, unless it says otherwise", () => {
    const { period, escalations_warn, escalations_critical } = withRules(MEMORY).resource("alicloud_cms_alarm");
    expect(period).toBe(60);
    expect(escalations_warn).toBeDefined();
    expect(escalations_critical).toBeUndefined();
  });

  test("goes to those who have to act now when it is critical", () => {
    const alarm = withRules({ ...MEMORY, severity: "critical" }).resource("alicloud_cms_alarm");
    expect(alarm.escalations_critical).toMatchObject({ threshold: "85", times: 4 });
    expect(alarm.escalations_warn).toBeUndefined();
  });

  test("is a construct called after its id, or as the row says", () => {
    const rows = withRules(MEMORY, { ...MEMORY, id: "drops", constructId: "drop-alarm" });
    const ids = Object.keys(rows.resources("alicloud_cms_alarm")).map((id) => id.replace(/_[0-9A-F]{8}$/, ""));
    expect(ids.sort()).toEqual(["drop-alarm", "memory-alarm"]);
  });

  test("is refused when another one has its id, with the place and the remedy", () => {
    expect(() => withRules(MEMORY, { ...MEMORY, threshold: 95, constructId: "other" })).toThrow(
      '[test] alarms: two rows have the id "memory"; give each an id of its own',
    );
  });
});

describe("the tables beside the constructs", () => {
  test.each<[string, readonly AlarmRule[]]>([
    ["load balancer", LOAD_BALANCER_ALARMS],
    ["PostgreSQL", [...POSTGRES_ALARMS, ...STANDBY_ALARMS]],
    ["Redis cluster", redisAlarms("Sharding")],
    ["standard Redis", redisAlarms("Standard")],
    ["elastic IP", ELASTIC_IP_ALARMS],
    ["NAT gateway", NAT_GATEWAY_ALARMS],
    ["bucket", bucketAlarms(10)],
    ["site", siteAlarms(5)],
  ])("become an alarm for each row: %s", (_, rules) => {
    const alarms = withRules(...rules).resources("alicloud_cms_alarm");
    const names = Object.values(alarms).map(({ name }) => name);
    expect(names.sort()).toEqual(rules.map(({ id }) => `example-${id}`).sort());
    for (const { threshold } of rules.filter(({ unit }) => unit === "%")) {
      expect(threshold).toBeGreaterThan(0);
      expect(threshold).toBeLessThan(100);
    }
  });

  test("say bytes for a bucket's size, and nothing of it without a limit", () => {
    expect(bucketAlarms(10).map(({ id, threshold }) => [id, threshold])).toEqual([
      ["availability", 99],
      ["size", 10 * 1024 ** 3],
    ]);
    expect(bucketAlarms().map(({ id }) => id)).toEqual(["availability"]);
  });

  test("become one template for every host of some groups", () => {
    const stack = synthesizeStack((scope) => {
      const contacts = new AlarmContacts(scope, "contacts", { groupName: "people", contactPrefix: "x", contacts: [] });
      new HostAlarms(scope, "alarms", { name: "hosts", groups: [{ name: "app" }], contacts });
    });
    const [cpu] = stack.resource("alicloud_cms_metric_rule_template").alert_templates;
    expect(cpu).toEqual({
      category: "ecs",
      namespace: "acs_ecs_dashboard",
      metric_name: "CPUUtilization",
      rule_name: "hosts-cpu",
      escalations: {
        warn: { comparison_operator: "GreaterThanThreshold", statistics: "Average", threshold: "90", times: "5" },
      },
    });
  });
});
