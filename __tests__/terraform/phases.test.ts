import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { production } from "../../environments/production";
import { type Phase, type PlatformEnvironment, platformEnvironment } from "../../environments/schema";
import { DeployedEnvironment } from "./deployed-environment";

let deployed: DeployedEnvironment;
beforeAll(async () => {
  deployed = await DeployedEnvironment.start(inPhase("migrating"));
});
afterAll(() => deployed.stop());

function inPhase(phase: Phase, { trafficPercent = 0, deletionProtection = true } = {}): PlatformEnvironment {
  const environment = platformEnvironment.parse(production);
  environment.phase = phase;
  environment.deletionProtection = deletionProtection;
  if (environment.cluster) environment.cluster.trafficPercent = trafficPercent;
  return environment;
}

async function become(environment: PlatformEnvironment): Promise<void> {
  const stacks = deployed.synthesize(environment);
  expect(await deployed.errorsOf("deploy", stacks)).toEqual([]);
  expect(await deployed.errorsOf("second plan", stacks)).toEqual([]);
}

/** What holds data, and what people and other systems know by name or address. */
const DATA = /^(alicloud_(db|rds|kvstore|oss|oos_secret|ecs_disk|log_store|eip|nat|vpc|vswitch|alb_load)|random_)/;
const data = () => deployed.holding((type) => DATA.test(type)).filter((each) => !each.includes("_bucket_object"));
const groups = () =>
  deployed.simulator.cloud
    .all()
    .filter(({ type }) => type === "alicloud_ess_scaling_group")
    .map(({ attributes }) => String(attributes.scaling_group_name).replace("ainav-production-", ""))
    .sort();

describe("production, from hosts to the cluster and back", () => {
  test("loses and replaces nothing that holds data, and every step's second plan is empty", async () => {
    await become(inPhase("hosts"));
    const before = data();
    expect(before.length).toBeGreaterThan(60);
    expect(groups()).toEqual(["app", "bastion", "search", "worker"]);

    for (const trafficPercent of [0, 10, 100]) await become(inPhase("migrating", { trafficPercent }));
    // Pods have vSwitches of their own.
    const added = data().filter((each) => !before.includes(each));
    expect(added.map((each) => each.split(" ")[0])).toEqual(["alicloud_vswitch", "alicloud_vswitch"]);
    const expected = data();

    // Groups of hosts refuse to be deleted until that is lifted.
    const compute = deployed.synthesize(inPhase("migrating", { trafficPercent: 100, deletionProtection: false }));
    const unprotected = compute.filter(({ name }) => name.endsWith("-compute"));
    expect(await deployed.errorsOf("unprotect", unprotected)).toEqual([]);
    await become(inPhase("cluster"));
    expect(groups()).toEqual(["bastion"]);
    expect(data()).toEqual(expected);

    await become(inPhase("migrating", { trafficPercent: 100 }));
    await become(inPhase("hosts"));
    expect(groups()).toEqual(["app", "bastion", "search", "worker"]);
    expect(before.filter((each) => !data().includes(each))).toEqual([]);
  });
});
