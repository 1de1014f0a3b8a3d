import { describe, expect, test } from "@jest/globals";
import { EXAMPLE_OWNER } from "../real-environments";
import { synthesize } from "../synthesis";
import { addDependentStacks } from "./cross-stack";

describe("a stack that needs an output of another", () => {
  test.each(["local", "oss"] as const)("reads it from the very state that the other writes: %s", (stateBackend) => {
    const { stacks, manifest } = synthesize((app) => addDependentStacks(app, { ...EXAMPLE_OWNER, stateBackend }));
    const producer = stacks["production-producer"]?.json;
    const [remote] = Object.values<{ backend: string; config: object }>(
      stacks["production-consumer"]?.json.data.terraform_remote_state,
    );
    expect(remote?.backend).toBe(stateBackend);
    expect(remote?.config).toEqual(producer?.terraform.backend[stateBackend]);
    expect(manifest.stacks["production-consumer"].dependencies).toEqual(["production-producer"]);
  });
});
