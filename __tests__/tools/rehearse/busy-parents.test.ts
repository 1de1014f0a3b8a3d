import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import FAMILIES from "../../../schemas/alicloud-busy-parents.json";
import { readCachedSchema } from "../../../tools/provider-schemas/cached";
import { BusyParents } from "../../../tools/rehearse/cloud/busy-parents";
import { readBehaviour } from "../../../tools/rehearse/provider/behaviour";
import { PROJECT_ROOT } from "../../support/project-root";

const FILE = "schemas/alicloud-busy-parents.json";
const behaviour = readBehaviour(PROJECT_ROOT);
const children = Object.entries(FAMILIES).flatMap(([parent, family]) =>
  Object.entries(family).map(([type, child]) => ({ parent, type, ...child })),
);

describe(`the table ${FILE}`, () => {
  test("says of every type whether the provider's Create tries again after the code", () => {
    const wrong = children.filter(
      ({ type, code, retried }) => retried !== (behaviour[type]?.retriedOnCreate ?? []).includes(code),
    );
    expect(wrong).toEqual([]);
  });

  test("has codes that the provider knows of the service", () => {
    const known = new Set(Object.values(behaviour).flatMap(({ retriedOnCreate = [] }) => retriedOnCreate));
    expect(children.filter(({ code }) => !known.has(code))).toEqual([]);
  });

  test("names parents by arguments that the types have", () => {
    const schemas = readCachedSchema(PROJECT_ROOT).resource_schemas;
    expect(children.filter(({ type, reference }) => !schemas[type]?.block.attributes?.[reference])).toEqual([]);
    expect(Object.keys(FAMILIES).filter((parent) => !schemas[parent])).toEqual([]);
  });

  test("is in alphabetical order", () => {
    const sorted = Object.fromEntries(
      Object.entries(FAMILIES)
        .sort(byName)
        .map(([parent, family]) => [parent, Object.fromEntries(Object.entries(family).sort(byName))]),
    );
    expect(readFileSync(path.join(PROJECT_ROOT, FILE), "utf8")).toBe(`${JSON.stringify(sorted, null, 1)}\n`);
  });
});

function byName([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1;
}

describe("a resource of which a part is being made", () => {
  const group = { scaling_group_id: "asg-one" };
  const make = (parents: BusyParents, type: string, planned: Record<string, string> = group) =>
    parents.make(type, planned, () => type);

  test("refuses another part, with the service's code, where the provider does not wait", async () => {
    const parents = new BusyParents();
    const first = make(parents, "alicloud_ess_lifecycle_hook");
    await expect(make(parents, "alicloud_ess_scaling_rule")).rejects.toMatchObject({
      code: "IncorrectScalingGroupStatus",
    });
    await first;
    await expect(make(parents, "alicloud_ess_scaling_rule")).resolves.toBe("alicloud_ess_scaling_rule");
  });

  test("lets a part wait where the provider does", async () => {
    const parents = new BusyParents();
    const made: string[] = [];
    const types = ["alicloud_ess_lifecycle_hook", "alicloud_ess_alb_server_group_attachment"];
    await Promise.all(types.map(async (type) => made.push(await make(parents, type))));
    expect(made).toEqual(types);
  });

  test("is no other resource, and not what is no part of anything", async () => {
    const parents = new BusyParents();
    const hook = "alicloud_ess_lifecycle_hook";
    await Promise.all([make(parents, hook), make(parents, hook, { scaling_group_id: "asg-other" })]);
    await Promise.all([make(parents, "alicloud_ram_role"), make(parents, "alicloud_ram_role")]);
  });
});
