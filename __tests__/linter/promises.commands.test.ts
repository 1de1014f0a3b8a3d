import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { LintProbe } from "../support/lint-probe";

let probe: LintProbe;
beforeAll(() => {
  probe = new LintProbe("nursery/noFloatingPromises");
});
afterAll(() => probe.remove());

const DECLARATION = "async function save(): Promise<void> {}\n";

test.each([
  "main.ts",
  "tools/probe.ts",
  "stacks/probe.ts",
  "constructs/network/probe.ts",
  "environments/probe.ts",
  "__tests__/probe.test.ts",
])("a promise that nobody waits for is found in %s", async (file) => {
  expect(await probe.refuses({ [file]: `${DECLARATION}save();\n` })).toBe(true);
});

test.each(["await save();", "void save();", "export const saved = save();", "save().catch(() => {});"])(
  "a promise is no mistake where somebody takes it: %s",
  async (statement) => {
    expect(await probe.refuses({ "tools/probe.ts": `${DECLARATION}${statement}\n` })).toBe(false);
  },
);

test("a promise of another file's function is found as well", async () => {
  const source = 'import { publish } from "./synth/publish";\npublish("x", () => {});\n';
  expect(await probe.refuses({ "tools/probe.ts": source })).toBe(true);
});
