import { describe, expect, test } from "@jest/globals";
import { Knob } from "../../../../environments/rules/knob/knob";
import { unique } from "../../../../environments/rules/knob/unique";
import type { PlatformEnvironment } from "../../../../environments/schema/environment";

interface Fleet {
  readonly name: string;
  readonly limits: { readonly minimum: number; readonly maximum: number };
  readonly zones: readonly string[];
  readonly schedule?: { readonly entries: readonly { readonly at: string }[] };
}

const FLEET: Fleet = { name: "app", limits: { minimum: 1, maximum: 2 }, zones: ["b", "c"] };

function fleet(...wrong: PropertyKey[][]): Knob<Fleet> {
  return new Knob(FLEET, [], wrong);
}

describe("a knob", () => {
  test("has the value and the path of what it stands for", () => {
    const maximum = fleet().at("limits").at("maximum");
    expect([maximum.value, maximum.path]).toEqual([2, ["limits", "maximum"]]);
  });

  test("has no value when it is wrong, when something in it is, or when it is in something wrong", () => {
    const wrongInside = fleet(["limits", "maximum"]);
    expect(wrongInside.at("limits").at("maximum").value).toBeUndefined();
    expect(wrongInside.at("limits").value).toBeUndefined();
    expect(fleet(["limits"]).at("limits").at("maximum").value).toBeUndefined();
    expect(wrongInside.at("limits").at("minimum").value).toBe(1);
  });

  test("is absent when nothing is there, also below what is absent, but not when it is wrong", () => {
    expect(fleet().at("schedule").isAbsent).toBe(true);
    expect(fleet().at("schedule").at("entries").isAbsent).toBe(true);
    expect(fleet(["schedule"]).at("schedule").at("entries").isAbsent).toBe(false);
    expect(fleet().at("name").isAbsent).toBe(false);
  });

  test("gives the valid entries of a list, each at its own place", () => {
    const entries = fleet(["zones", 0]).at("zones").entries();
    expect(entries.map(({ path, value }) => [path, value])).toEqual([[["zones", 1], "c"]]);
    expect(fleet().at("schedule").at("entries").entries()).toEqual([]);
  });

  test("makes a problem of its own path", () => {
    expect(fleet().at("name").problem("is taken", "Choose another.")).toEqual({
      path: ["name"],
      message: "is taken",
      remedy: "Choose another.",
    });
  });

  test("of an environment is found by the schema's own names: the compiler refuses a misspelt one", () => {
    const environment = new Knob<PlatformEnvironment>(undefined, [], []);
    const bits: string | undefined = environment.at("network").at("vpc").at("cidr").value;
    // @ts-expect-error there is no knob of this name
    environment.at("network").at("vcp");
    // @ts-expect-error a number of hosts is no text
    const text: string | undefined = environment.at("compute").at("hosts").at("app").at("minimum").value;
    expect([bits, text]).toEqual([undefined, undefined]);
  });
});

test("knobs are unique when no two valid ones hold the same", () => {
  const list = new Knob(["a", "b", "a", "b"], ["list"], [["list", 3]]);
  expect(unique(list.entries(), "Remove one.")).toEqual([
    { path: ["list", 2], message: "is the same as list[0]", remedy: "Remove one." },
  ]);
});
