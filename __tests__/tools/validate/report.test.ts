import { describe, expect, test } from "@jest/globals";
import { describeStack, exitStatus, reportOf, summarize } from "../../../tools/validate/report";
import type { StackResult } from "../../../tools/validate/stack-check";

const valid: StackResult = { stack: "a", status: "valid", reasons: [], diagnostics: [] };
const warned: StackResult = {
  ...valid,
  stack: "b",
  diagnostics: [{ severity: "warning", summary: "vswitch_id is deprecated", address: "alicloud_ess_scaling_group.g" }],
};
const unchecked: StackResult = { ...valid, stack: "c", status: "unchecked", reasons: ["no provider x/y ~> 1.0"] };
const invalid: StackResult = { ...valid, status: "invalid", diagnostics: [{ severity: "error", summary: "no" }] };

describe("the exit status of a validation", () => {
  test.each([
    ["all are valid", [valid, valid], 0, 0],
    ["one is warned of", [valid, warned], 0, 1],
    ["one is invalid", [unchecked, invalid], 1, 1],
    ["one is unchecked", [valid, unchecked], 2, 2],
    ["one is unchecked and one is warned of", [unchecked, warned], 2, 1],
  ] as const)("when %s", (_, stacks, relaxed, strict) => {
    const report = reportOf(stacks, []);
    expect(exitStatus(report, false)).toBe(relaxed);
    expect(exitStatus(report, true)).toBe(strict);
  });
});

describe("the report of a validation", () => {
  test("counts stacks and warnings, and says of each warning where it belongs", () => {
    expect(summarize(reportOf([valid, warned, unchecked, invalid], []))).toBe(
      "2 valid, 1 invalid, 1 unchecked; 1 warning",
    );
    expect(describeStack(warned)).toBe(
      "valid      b\n  warning: vswitch_id is deprecated (alicloud_ess_scaling_group.g)",
    );
  });

  test("says of a warning that stays why it does, and does not count it", () => {
    const diagnostics = [
      { severity: "warning", summary: "Deprecated Resource", address: "alicloud_cr_repo.web", detail: "Use another." },
      { severity: "warning", summary: "Deprecated Resource", address: "alicloud_vpc.vpc" },
    ] as const;
    const stack = { ...valid, diagnostics };
    expect(summarize(reportOf([stack], []))).toBe("1 valid, 0 invalid, 0 unchecked; 1 warning");
    expect(describeStack(stack).split("\n")).toEqual([
      "valid      a",
      expect.stringMatching(
        /^ {2}accepted: Deprecated Resource \(alicloud_cr_repo\.web\): the personal image registry/,
      ),
      "  warning: Deprecated Resource (alicloud_vpc.vpc)",
    ]);
  });

  test("names the providers that could not be had, and those that were simulated", () => {
    const lacking = { version: "~> 3.6", reason: "no registry", pluginFolder: "/x" };
    const providers = [
      { ...lacking, source: "hashicorp/random", simulated: "types of @cdktf/provider-random" },
      { ...lacking, source: "aliyun/alicloud" },
      { source: "hashicorp/helm", version: "~> 2.0", pluginFolder: "/x" },
    ];
    expect(summarize(reportOf([], providers)).split("\n").slice(0, -1)).toEqual([
      "provider hashicorp/random ~> 3.6: simulated from the types of @cdktf/provider-random, as it cannot be had here: no registry",
      "provider aliyun/alicloud ~> 3.6 cannot be had here: no registry",
    ]);
    const simulated = [{ source: "hashicorp/random", from: "types of @cdktf/provider-random" }];
    expect(describeStack({ ...valid, simulated, planned: 3 })).toBe(
      "valid      a: hashicorp/random simulated from the types of @cdktf/provider-random; 3 resources planned",
    );
  });
});
