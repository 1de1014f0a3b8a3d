import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { CloudResource } from "../../../tools/rehearse/cloud/inventory";
import { init } from "../../../tools/rehearse/run/rehearsal";
import { sweepStack } from "../../../tools/rehearse/run/sweep";
import type { AssemblyStack } from "../../../tools/terraform/assembly";
import { production } from "../../support/fixture/environments/production";
import { checked } from "../../support/fixture/stacks";
import { DeployedEnvironment } from "../../support/terraform/deployed-environment";

let deployed: DeployedEnvironment;
let edge: AssemblyStack;
let base: readonly CloudResource[];
beforeAll(async () => {
  const environment = checked(production);
  deployed = await DeployedEnvironment.start(environment);
  const stacks = deployed.synthesize(environment);
  edge = stacks.find(({ name }) => name === "production-edge") as AssemblyStack;
  const below = stacks.filter((stack) => stack !== edge);
  expect(await deployed.errorsOf("deploy", below)).toEqual([]);
  expect(await init(edge, deployed.simulator)).toBeUndefined();
  base = deployed.simulator.cloud.all();
});
afterAll(() => deployed.stop());

describe("the edge, whose types have dynamic values and no ids", () => {
  test.each(["fail", "lose", "kill"] as const)("comes out whole after any create met the fault %s", async (fault) => {
    const { tried, converged, errors } = await sweepStack(
      edge,
      deployed.simulator,
      { fault, every: 31, base },
      () => {},
    );
    expect(errors).toEqual([]);
    expect(converged).toBe(tried);
  });
});
