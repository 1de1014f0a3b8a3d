import { TimeProvider } from "@cdktf/provider-time/lib/provider";
import { describe, expect, test } from "@jest/globals";
import type { TerraformStack } from "cdktf";
import { AppFleet, type AppFleetProps } from "../../../constructs/compute/app-fleet";
import { type GroupSize, splitSize } from "../../../constructs/compute/group-size";
import { ScalingSchedule } from "../../../constructs/compute/scaling-schedule";
import { ServerGroup } from "../../../constructs/load-balancing/server-group";
import { Vpc } from "../../../constructs/network/vpc";
import { addHostTemplate } from "../../support/host-template";
import { type Block, type SynthesizedStack, synthesizeStack } from "../../support/synthesis";
import { twoVSwitches } from "../../support/two-v-switches";

/** A stack with a fleet in two zones, of one to two hosts. */
function fleetOf(
  changes: Partial<AppFleetProps> = {},
  use: (fleet: AppFleet, scope: TerraformStack) => void = () => {},
): SynthesizedStack {
  return synthesizeStack((scope) => {
    const fleet = new AppFleet(scope, "fleet", {
      name: "app",
      template: addHostTemplate(scope),
      vSwitches: twoVSwitches(scope),
      minimum: 1,
      maximum: 2,
      cpuTargetPercent: 60,
      memoryTargetPercent: 70,
      ...changes,
    });
    use(fleet, scope);
  });
}

/** Resources of a type by the scaling group's name. */
function byGroup(stack: SynthesizedStack, type: string): Block[] {
  const groups = stack.resources("alicloud_ess_scaling_group");
  return Object.values(stack.resources(type)).map((resource) => {
    const id = /\.([\w-]+)\.id/.exec(resource.scaling_group_id)?.[1] ?? "";
    return { ...resource, group: groups[id]?.scaling_group_name as string };
  });
}

const groupsOf = (stack: SynthesizedStack) =>
  Object.values(stack.resources("alicloud_ess_scaling_group")).map(
    ({ scaling_group_name, min_size, max_size, vswitch_ids }) => [scaling_group_name, min_size, max_size, vswitch_ids],
  );

test("a new host of a fleet counts after three minutes, unless the fleet is told another time", () => {
  const warmUps = (changes?: Partial<AppFleetProps>) => {
    const rules = Object.values(fleetOf(changes).resources("alicloud_ess_scaling_rule"));
    return Object.fromEntries(rules.map((rule) => [rule.scaling_rule_name, rule.estimated_instance_warmup]));
  };
  expect(warmUps()).toEqual({ "app-cpu": 180, "app-memory": 180 });
  expect(warmUps({ warmUpSeconds: 30 })).toEqual({ "app-cpu": 30, "app-memory": 30 });
});

describe("a fleet", () => {
  test("has one group in each zone as soon as each has a host, so that two hosts are in two zones", () => {
    expect(groupsOf(fleetOf({ minimum: 2, maximum: 5 }))).toEqual([
      ["app-b", 1, 3, ["vsw-cn-hongkong-b"]],
      ["app-c", 1, 2, ["vsw-cn-hongkong-c"]],
    ]);
  });

  test("of a single host is one group with the plain name, whose host may be in any zone", () => {
    expect(groupsOf(fleetOf())).toEqual([["app", 1, 2, ["vsw-cn-hongkong-b", "vsw-cn-hongkong-c"]]]);
  });

  test("can be refreshed: Auto Scaling does that only where zones have an order", () => {
    for (const fleet of [fleetOf(), fleetOf({ minimum: 2 })]) {
      for (const group of Object.values(fleet.resources("alicloud_ess_scaling_group"))) {
        expect(group.multi_az_policy).toBe("PRIORITY");
      }
    }
  });

  test("scales each of its groups by the use of that group's hosts", () => {
    const rules = byGroup(fleetOf({ minimum: 2 }), "alicloud_ess_scaling_rule");
    expect(rules.map(({ group, metric_name }) => `${group} ${metric_name}`).sort()).toEqual([
      "app-b CpuUtilization",
      "app-b MemoryUtilization",
      "app-c CpuUtilization",
      "app-c MemoryUtilization",
    ]);
  });

  test("adds the hosts of all its groups to a server group; to several in turn, a group at a time", () => {
    const stack = fleetOf({ minimum: 2 }, (fleet, scope) => {
      const vpc = Vpc.fromVpcId(scope, "load-balancer-vpc", { vpcId: "vpc-example", cidr: "10.0.0.0/16" });
      for (const [index, name] of ["web", "api"].entries()) {
        fleet.attachToServerGroup(
          new ServerGroup(scope, name, { vpc, name, port: 8000 + index, healthPath: "/health" }),
        );
      }
    });
    const attachments = byGroup(stack, "alicloud_ess_alb_server_group_attachment");
    expect(attachments.map(({ group, port, depends_on = [] }) => [group, port, depends_on.length]).sort()).toEqual([
      ["app-b", 8000, 0],
      ["app-b", 8001, 1],
      ["app-c", 8000, 0],
      ["app-c", 8001, 1],
    ]);
    for (const { group, depends_on = [] } of attachments) {
      for (const other of depends_on) expect(other).toContain(group.replace("app-", "fleet_"));
    }
  });

  test("follows a schedule in all its groups; where that has fewer hosts than groups, the first have them", () => {
    const sizes = [
      { name: "night", at: "01:00", minimum: 1, maximum: 3 },
      { name: "day", at: "08:00", minimum: 3, maximum: 7 },
    ];
    const stack = fleetOf({ minimum: 2, externallyScaled: true }, (fleet, scope) => {
      new TimeProvider(scope, "time");
      new ScalingSchedule(scope, "schedule", { fleet, namePrefix: "test", sizes });
    });
    const tasks = byGroup(stack, "alicloud_ess_scheduled_task");
    expect(tasks.map((task) => [task.scheduled_task_name, task.group, task.min_value, task.max_value]).sort()).toEqual([
      ["test-day-b", "app-b", 2, 4],
      ["test-day-c", "app-c", 1, 3],
      ["test-night-b", "app-b", 1, 3],
      ["test-night-c", "app-c", 0, 0],
    ]);
  });
});

test.each([
  [{ minimum: 1, maximum: 1 }, 1],
  [{ minimum: 1, maximum: 3 }, 2],
  [{ minimum: 2, maximum: 10 }, 2],
  [{ minimum: 5, maximum: 11 }, 3],
  [{ minimum: 2, maximum: 7 }, 3],
])("a size of %j in %i groups is the same in sum, and no group has a minimum above its maximum", (size, groups) => {
  const split = splitSize(size, groups);
  const sum = (key: keyof GroupSize) => split.reduce((total, each) => total + each[key], 0);
  expect([split.length, sum("minimum"), sum("maximum")]).toEqual([groups, size.minimum, size.maximum]);
  for (const { minimum, maximum } of split) expect(minimum).toBeLessThanOrEqual(maximum);
  const used = split.filter(({ maximum }) => maximum > 0);
  for (const key of ["minimum", "maximum"] as const) {
    const values = used.map((each) => each[key]);
    expect(Math.max(...values) - Math.min(...values)).toBeLessThanOrEqual(1);
  }
});
