import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { production } from "../../support/fixture/environments/production";
import { checked } from "../../support/fixture/stacks";
import { DeployedEnvironment } from "../../support/terraform/deployed-environment";

let deployed: DeployedEnvironment;
let start: Date;
beforeAll(async () => {
  deployed = await DeployedEnvironment.start(checked(production));
  start = deployed.simulator.cloud.now();
  expect(await deployed.errorsOf("deploy", stacks())).toEqual([]);
});
afterAll(() => deployed.stop());

const stacks = () => deployed.synthesize(checked(production)).filter(({ name }) => !name.endsWith("-edge"));
const compute = () => stacks().filter(({ name }) => name.endsWith("-compute"));

/** The scheduled tasks that the cloud holds: id, and the days from the first deploy to the end. */
function tasks(): { id: string; days: number }[] {
  const held = deployed.simulator.cloud.all().filter(({ type }) => type === "alicloud_ess_scheduled_task");
  return held.map(({ id, attributes }) => {
    const end = Date.parse(String(attributes.recurrence_end_time));
    return { id, days: (end - start.getTime()) / 86_400_000 };
  });
}

describe("the night schedule's end", () => {
  test("is as far ahead as Auto Scaling takes, and moves on in place at the first deploy after half a year", async () => {
    const first = tasks();
    expect(first.length).toBeGreaterThan(0);
    for (const { days } of first) {
      expect(days).toBeGreaterThan(363);
      expect(days).toBeLessThanOrEqual(365);
    }

    deployed.simulator.cloud.pass(179);
    expect(await deployed.errorsOf("second plan", compute())).toEqual([]);

    deployed.simulator.cloud.pass(2);
    const [plan] = await deployed.errorsOf("second plan", compute());
    expect(plan).toContain(`Plan: 1 to add, ${first.length} to change, 0 to destroy.`);
    expect(plan).toMatch(/~ schedule_ends_on += "[-0-9]+" -> \(known after apply\)/);

    expect(await deployed.errorsOf("deploy later", compute())).toEqual([]);
    expect(await deployed.errorsOf("plan later", stacks())).toEqual([]);
    expect(new Set(tasks().map(({ id }) => id))).toEqual(new Set(first.map(({ id }) => id)));
    for (const { days } of tasks()) {
      expect(days).toBeGreaterThan(181 + 363);
      expect(days).toBeLessThanOrEqual(181 + 365);
    }
  });
});
