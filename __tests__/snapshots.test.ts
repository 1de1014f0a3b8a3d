import { readdirSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { production } from "../environments/production";
import { expectHclSnapshot, SNAPSHOT_FOLDER } from "./support/hcl-snapshot";
import { addEnvironment, addRealEnvironments } from "./support/real-environments";
import { synthesizeHcl } from "./support/synthesis";

/** Stacks that no real environment has yet: production's, once services run in its cluster. */
const CLUSTER_STACKS = ["production-cluster", "production-platform", "production-workloads"];

describe("the real environments as HCL", () => {
  test("every stack is as its snapshot says, and every snapshot has its stack", () => {
    const stacks = synthesizeHcl(addRealEnvironments);
    const later = synthesizeHcl((app) => addEnvironment(app, { ...production, phase: "cluster" }));
    for (const name of CLUSTER_STACKS) stacks[name] = later[name] as string;
    for (const [stack, hcl] of Object.entries(stacks)) expectHclSnapshot(stack, hcl);
    expect(readdirSync(SNAPSHOT_FOLDER).sort()).toEqual(
      Object.keys(stacks)
        .map((stack) => `${stack}.tf`)
        .sort(),
    );
  });
});
