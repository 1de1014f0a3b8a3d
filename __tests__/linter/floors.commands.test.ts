import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { LintProbe } from "../support/lint-probe";

let probe: LintProbe;
beforeAll(() => {
  probe = new LintProbe("style/noRestrictedImports");
});
afterAll(() => probe.remove());

describe("the floors: environments, stacks, constructs, bindings; one imports only those below it", () => {
  test.each([
    ["environments/probe.ts", "./schema/environment", true],
    ["environments/probe.ts", "zod", true],
    ["environments/probe.ts", "cdktf", false],
    ["environments/probe.ts", "../stacks/base", false],
    ["environments/probe.ts", "../constructs/network/vpc", false],
    ["stacks/probe.ts", "../environments/schema/environment", true],
    ["stacks/probe.ts", "../constructs/network/vpc", true],
    ["stacks/probe.ts", "@cdktf/provider-alicloud/lib/vpc", false],
    ["stacks/probe.ts", "@cdktf/provider-alicloud/lib/provider", false],
    ["stacks/probe.ts", "../tools/command/progress", false],
    ["stacks/base.ts", "@cdktf/provider-alicloud/lib/provider", true],
    ["stacks/base.ts", "@cdktf/provider-cloudflare/lib/provider", true],
    ["stacks/base.ts", "@cdktf/provider-alicloud/lib/vpc", false],
    ["constructs/network/probe.ts", "@cdktf/provider-alicloud/lib/vpc", true],
    ["constructs/network/probe.ts", "../security/role", true],
    ["constructs/network/probe.ts", "@cdktf/provider-alicloud", false],
    ["constructs/network/probe.ts", "@cdktf/provider-cloudflare", false],
    ["constructs/network/probe.ts", "../../environments/schema/environment", false],
    ["constructs/network/probe.ts", "../../stacks/base", false],
    ["constructs/network/probe.ts", "cdktf/lib/private/fs", false],
    ["tools/probe.ts", "../stacks/base", true],
    ["tools/probe.ts", "@cdktf/provider-alicloud/lib/vpc", false],
  ])("%s may import %s: %s", async (file, specifier, allowed) => {
    expect(await probe.refuses({ [file]: `export * from "${specifier}";\n` })).toBe(!allowed);
  });
});
