import { describe, expect, test } from "@jest/globals";
import { PHASES } from "../../../environments/schema/environment";
import { completePlatform } from "../../support/complete-environments";
import { fixtureStacks, stacksOf } from "../../support/fixture/stacks";
import type { Block, SynthesizedStack } from "../../support/synthesis";

const refreshesOf = (stack: SynthesizedStack | undefined) => stack?.resources("alicloud_ess_instance_refresh") ?? {};
const production = refreshesOf(fixtureStacks()["production-rollout"]);

describe("the hosts", () => {
  test("are refreshed when what they are made from changes: a fleet stays whole, a single host makes room first", () => {
    const limits = Object.entries(production).map(
      ([group, { min_healthy_percentage: least, max_healthy_percentage: most }]) => `${group} ${least} ${most}`,
    );
    expect(limits.sort()).toEqual(["app-b 100 200", "app-c 100 200", "bastion 0 100", "search 0 100", "worker 0 100"]);
  });

  test.each(PHASES)("are refreshed all, in the phase %s", (phase) => {
    const stacks = stacksOf({ ...completePlatform(), phase });
    const groups = stacks["production-compute"]?.resources("alicloud_ess_scaling_group") ?? {};
    const refreshes = Object.values(refreshesOf(stacks["production-rollout"]));
    const refreshed = new Set(refreshes.map(({ scaling_group_id }: Block) => scaling_group_id));
    expect([refreshed.size, refreshes.length]).toEqual([Object.keys(groups).length, Object.keys(groups).length]);
  });
});
