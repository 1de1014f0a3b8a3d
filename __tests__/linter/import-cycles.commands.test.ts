import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { LintProbe } from "../support/lint-probe";

let probe: LintProbe;
beforeAll(() => {
  probe = new LintProbe("suspicious/noImportCycles");
});
afterAll(() => probe.remove());

const importing = (specifier: string, type = "") => `import ${type}{ B } from "${specifier}";\nexport const a = B;\n`;

describe("two files that import each other", () => {
  test.each(["stacks", "stacks/region", "constructs/network", "environments/rules", "tools/cdn", "__tests__/support"])(
    "are found in %s",
    async (folder) => {
      const files = {
        [`${folder}/one.ts`]: importing("./two"),
        [`${folder}/two.ts`]: 'import { a } from "./one";\nexport const B = a;\n',
      };
      expect(await probe.refuses(files)).toBe(true);
    },
  );

  test("are found as well where they import types alone", async () => {
    const files = {
      "stacks/one.ts": 'import type { B } from "./two";\nexport interface A {\n  readonly b: B;\n}\n',
      "stacks/two.ts": 'import type { A } from "./one";\nexport interface B {\n  readonly a: A;\n}\n',
    };
    expect(await probe.refuses(files)).toBe(true);
  });

  test("are found as well over a third file", async () => {
    const files = {
      "stacks/one.ts": importing("./two"),
      "stacks/two.ts": 'export { B } from "./three";\n',
      "stacks/three.ts": 'import { a } from "./one";\nexport const B = a;\n',
    };
    expect(await probe.refuses(files)).toBe(true);
  });

  test("are no two of which one imports nothing", async () => {
    const files = { "stacks/one.ts": importing("./two"), "stacks/two.ts": "export const B = 1;\n" };
    expect(await probe.refuses(files)).toBe(false);
  });
});
