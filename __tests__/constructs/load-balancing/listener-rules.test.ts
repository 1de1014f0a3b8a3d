import { describe, expect, test } from "@jest/globals";
import { ListenerRules } from "../../../constructs/load-balancing/listener-rules";
import { ServerGroup } from "../../../constructs/load-balancing/server-group";
import { Vpc } from "../../../constructs/network/vpc";
import { type SynthesizedStack, synthesizeStack } from "../../support/synthesis";

/** The rules of a listener whose one route sends to server groups by these weights. */
function withWeights(...weights: readonly [number, ...number[]]): SynthesizedStack {
  return synthesizeStack((stack) => {
    const vpc = Vpc.fromVpcId(stack, "vpc", { vpcId: "vpc-example", cidr: "10.0.0.0/16" });
    const [first, ...others] = weights.map((weight, index) => {
      const props = { vpc, name: `group-${index}`, port: 3000, healthPath: "/api/health" };
      return { serverGroup: new ServerGroup(stack, `group-${index}`, props), weight };
    });
    if (first === undefined) throw new Error("no weight");
    new ListenerRules(stack, "rules", {
      listenerId: "lsn-example",
      name: "example",
      routes: [{ name: "web", paths: [], serverGroups: [first, ...others] }],
    });
  });
}

describe("the weights of a route", () => {
  test("are parts of a hundred", () => {
    const [action] = withWeights(70, 30).resource("alicloud_alb_rule").rule_actions;
    expect(action.forward_group_config.server_group_tuples.map(({ weight }: { weight: number }) => weight)).toEqual([
      70, 30,
    ]);
    expect(() => withWeights(0, 100)).not.toThrow();
  });

  test.each<[readonly [number, ...number[]], string]>([
    [[70, 20], "route web: its weights, 70 and 20, add up to 90: make them add up to 100"],
    [[70, 70], "route web: its weights, 70 and 70, add up to 140: make them add up to 100"],
    [[50], "route web: its weights, 50, add up to 50: make them add up to 100"],
    [[-10, 110], "route web: weight -10 is not a whole number from 0 to 100: write one"],
    [[99.5, 0.5], "route web: weight 99.5 is not a whole number from 0 to 100: write one"],
  ])("are refused as %j", (weights, message) => {
    expect(() => withWeights(...weights)).toThrow(`[test/rules] ${message}`);
  });
});
