import { describe, expect, test } from "@jest/globals";
import type { TestEnvironment } from "jest-environment-node";
import { fixtureStacks } from "./support/fixture/stacks";
import WorkerEnvironment from "./support/worker/environment.cjs";

/** The environment of a suite, made as Jest makes it. */
function nextSuite(): InstanceType<typeof TestEnvironment> {
  const projectConfig = { globals: {}, testEnvironmentOptions: {}, fakeTimers: {} };
  const Environment = WorkerEnvironment as unknown as new (
    config: object,
    context: object,
  ) => InstanceType<typeof TestEnvironment>;
  return new Environment({ projectConfig, globalConfig: {} }, {});
}

describe("the suites of one worker", () => {
  test("see no globals and no variables of one another, and keep what packages have there", async () => {
    const earlier = nextSuite();
    const { exit } = earlier.global.process;
    Object.assign(earlier.global, { left: true, [Symbol.for("left")]: true, __ofPackage: true });
    Object.assign(earlier.global.process, { exit: () => {} });
    Object.assign(earlier.global.process.env, { LEFT: "1" });
    delete earlier.global.process.env.PATH;
    await earlier.teardown();

    const later = nextSuite();
    expect(later.getVmContext()).toBe(earlier.getVmContext());
    expect(later.global).not.toHaveProperty("left");
    expect(Symbol.for("left") in later.global).toBe(false);
    expect(later.global).toHaveProperty("__ofPackage", true);
    expect(later.global.process.env).not.toHaveProperty("LEFT");
    expect(later.global.process.env.PATH).toBe(process.env.PATH);
    expect(later.global.process.exit).toBe(exit);
  });

  test("cannot change the stacks that the next one sees", () => {
    const { account } = fixtureStacks();
    expect(fixtureStacks().account).toBe(account);
    expect(() => Object.assign(account?.json.resource, { other: {} })).toThrow("not extensible");
  });
});
