import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { PHASES } from "../../../environments/schema/environment";
import { foreignProviders, refuseForeignProviders } from "../../../tools/deploy/run/foreign-providers";
import { providerSources } from "../../../tools/provider-schemas/sources";
import { production } from "../../support/fixture/environments/production";
import { fixtureStacks, stacksOf } from "../../support/fixture/stacks";
import { realStacks } from "../../support/real-environments";

const locked = (...addresses: string[]) =>
  addresses.map((address) => `provider "${address}" {\n  version = "1.0.0"\n}\n`).join("\n");

describe("the providers that a stack's state may name", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), "foreign-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("are those of all stacks in all phases, of either registry", () => {
    const syntheses = [fixtureStacks(), realStacks(), ...PHASES.map((phase) => stacksOf({ ...production, phase }))];
    const used = providerSources(syntheses.flatMap((stacks) => Object.values(stacks).map(({ json }) => json)));
    expect(used.length).toBeGreaterThan(3);
    for (const registry of ["registry.terraform.io", "registry.opentofu.org"])
      expect(foreignProviders(locked(...used.map((name) => `${registry}/${name}`)))).toEqual([]);
  });

  test.each([
    "registry.terraform.io/evil/random",
    "evil.example.com/aliyun/alicloud",
    "registry.terraform.io/hashicorp/null",
  ])("are not %s", (address) => {
    writeFileSync(path.join(folder, ".terraform.lock.hcl"), locked("registry.terraform.io/aliyun/alicloud", address));
    const stack = { name: "staging-data", folder, dependencies: [], configuration: {} };
    expect(() => refuseForeignProviders(stack)).toThrow(`staging-data: its state names ${address}, which no stack`);
  });
});
