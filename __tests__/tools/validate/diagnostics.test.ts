import { describe, expect, test } from "@jest/globals";
import { readPlan, readValidation } from "../../../tools/validate/diagnostics";

const deprecated = {
  severity: "warning",
  summary: "vswitch_id is deprecated",
  address: "alicloud_ess_scaling_group.g",
};

describe("what Terraform says of a plan", () => {
  const line = (event: object) => JSON.stringify({ "@level": "info", ...event });

  test("is told once, though a plan says it twice", () => {
    const warning = line({ type: "diagnostic", diagnostic: deprecated });
    const change = line({ type: "planned_change", change: { action: "create" } });
    expect(readPlan(["not JSON", warning, change, warning, change].join("\n"))).toEqual({
      diagnostics: [deprecated],
      planned: 2,
    });
  });

  test("is told without the colours that the Alibaba Cloud provider puts in", () => {
    const diagnostic = { severity: "error", summary: "\u001b[31m[ERROR]\u001b[0m no such action" };
    expect(readPlan(line({ type: "diagnostic", diagnostic })).diagnostics).toMatchObject([
      { severity: "error", summary: "[ERROR] no such action" },
    ]);
  });
});

describe("what Terraform says of a configuration", () => {
  test("names the place, by address or else by the block that it quotes", () => {
    const { address: _, ...elsewhere } = deprecated;
    const quoted = { ...elsewhere, snippet: { context: "provider.alicloud" } };
    const stdout = JSON.stringify({ valid: true, diagnostics: [deprecated, quoted] });
    expect(readValidation(stdout)).toEqual({
      valid: true,
      diagnostics: [deprecated, { ...elsewhere, address: "provider.alicloud" }],
    });
  });
});
