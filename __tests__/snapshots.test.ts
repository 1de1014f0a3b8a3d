import { readdirSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { expectHclSnapshot, SNAPSHOT_FOLDER } from "./hcl-snapshot";
import { addRealEnvironments } from "./real-environments";
import { synthesizeHcl } from "./synthesis";

describe("the real environments as HCL", () => {
  test("every stack is as its snapshot says, and every snapshot has its stack", () => {
    const stacks = synthesizeHcl(addRealEnvironments);
    for (const [stack, hcl] of Object.entries(stacks)) expectHclSnapshot(stack, hcl);
    expect(readdirSync(SNAPSHOT_FOLDER).sort()).toEqual(
      Object.keys(stacks)
        .map((stack) => `${stack}.tf`)
        .sort(),
    );
  });
});
