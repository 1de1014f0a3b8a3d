import { describe, expect, test } from "@jest/globals";
import { protectedResources } from "../../../tools/deploy/run/protected-resources";
import { readState } from "../../../tools/deploy/run/state";
import { summarizePlan } from "../../../tools/deploy/run/summarize-plan";
import { readPlan } from "../../../tools/terraform/plan";

const change = (address: string, ...actions: string[]) => ({ address, change: { actions } });

describe("a plan", () => {
  test("says what it changes, and leaves out what it only reads", () => {
    const json = JSON.stringify({
      resource_changes: [
        change("a.new", "create"),
        change("a.other", "update"),
        change("a.anew", "delete", "create"),
        change("a.before", "create", "delete"),
        change("a.gone", "delete"),
        change("a.same", "no-op"),
        change("data.b.read", "read"),
      ],
    });
    const changes = readPlan(json);
    expect(changes.map(({ address, action }) => `${action} ${address}`)).toEqual([
      "create a.new",
      "update a.other",
      "replace a.anew",
      "replace a.before",
      "delete a.gone",
    ]);
    expect(summarizePlan(changes)).toBe(
      "1 to create, 1 to update, 2 to replace, 1 to delete\n  replace a.anew\n  replace a.before\n  delete a.gone",
    );
  });

  test("of nothing but outputs says so", () => {
    expect(summarizePlan(readPlan("{}"))).toBe("only outputs change");
  });
});

describe("a state", () => {
  test.each([
    ["", undefined],
    ["\n", undefined],
    ['{"resources":[],"outputs":{}}', undefined],
    ['{"resources":[],"outputs":{"id":{}}}', { resources: [] }],
  ])("%j is of a stack that is deployed or not", (json, expected) => {
    expect(readState(json)).toEqual(expected);
  });
});

describe("what is protected from deletion", () => {
  const configuration = {
    resource: {
      alicloud_vpc: {
        vpc: { lifecycle: { prevent_destroy: true } },
        planned: { lifecycle: { prevent_destroy: true } },
      },
      alicloud_db_instance: { postgres: { deletion_protection: true, lifecycle: { prevent_destroy: true } } },
      alicloud_alb_load_balancer: { balancer: { deletion_protection_enabled: false } },
      alicloud_vswitch: { private: {} },
    },
  };
  const resource = (type: string, name: string, attributes: object = {}, mode = "managed") => ({
    mode,
    type,
    name,
    instances: [{ attributes: { ...attributes } }],
  });

  test("is what is written so, and what was deployed so, of what is deployed", () => {
    const state = {
      resources: [
        resource("alicloud_vpc", "vpc"),
        resource("alicloud_db_instance", "postgres", { deletion_protection: true }),
        resource("alicloud_alb_load_balancer", "balancer", { deletion_protection_enabled: true }),
        resource("alicloud_vswitch", "private"),
        resource("alicloud_zones", "zones", { deletion_protection: true }, "data"),
        { ...resource("alicloud_vpc", "gone"), instances: [{ attributes: null }] },
      ],
    };
    expect(protectedResources({ name: "network", configuration }, state)).toEqual([
      { stack: "network", address: "alicloud_vpc.vpc", by: ["prevent_destroy"] },
      { stack: "network", address: "alicloud_db_instance.postgres", by: ["prevent_destroy", "deletion_protection"] },
      { stack: "network", address: "alicloud_alb_load_balancer.balancer", by: ["deletion_protection_enabled"] },
    ]);
  });
});
