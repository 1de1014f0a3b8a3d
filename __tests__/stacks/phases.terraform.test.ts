import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import type { Phase, PlatformEnvironment } from "../../environments/schema/environment";
import { production } from "../support/fixture/environments/production";
import { checked } from "../support/fixture/stacks";
import { DeployedEnvironment } from "../support/terraform/deployed-environment";

jest.setTimeout(600_000);

let deployed: DeployedEnvironment;
beforeAll(async () => {
  deployed = await DeployedEnvironment.start(inPhase("migrating"));
});
afterAll(() => deployed.stop());

function inPhase(phase: Phase, { trafficPercent = 0, deletionProtection = true } = {}): PlatformEnvironment {
  const environment = checked(production);
  environment.phase = phase;
  environment.deletionProtection = deletionProtection;
  // The same in every phase (__tests__/stacks/phases.test.ts).
  delete environment.edge;
  if (environment.cluster) environment.cluster.trafficPercent = trafficPercent;
  return environment;
}

/** Deploys an environment, or some of its stacks as the runbook says, and plans the same again. */
async function become(environment: PlatformEnvironment, ...only: readonly string[]): Promise<void> {
  const wanted = only.map((stack) => `production-${stack}`);
  const stacks = deployed.synthesize(environment).filter(({ name }) => only.length === 0 || wanted.includes(name));
  expect(stacks.length).toBeGreaterThanOrEqual(Math.max(only.length, 1));
  expect(await deployed.errorsOf("deploy", stacks)).toEqual([]);
  expect(await deployed.errorsOf("second plan", stacks)).toEqual([]);
}

/** What holds data, and what people and other systems know by name or address. */
const DATA =
  /^(alicloud_(db|rds|kvstore|oss|oos_secret|ram_access_key|ecs_disk|log_store|eip|nat|vpc|vswitch|alb_load)|random_)/;
const data = () => deployed.holding((type) => DATA.test(type)).filter((each) => !each.includes("_bucket_object"));
/** Whether Beat runs in the cluster, and whether the search engine does. */
function inCluster(): { beat: boolean; search: boolean } {
  const all = deployed.simulator.cloud.all();
  const names = (type: string) =>
    all.filter((each) => each.type === type).map(({ attributes }) => JSON.stringify(attributes));
  return {
    beat: names("kubernetes_deployment_v1").some((text) => text.includes('"name":"ainav-celery-beat"')),
    search: names("helm_release").some((text) => text.includes('"name":"meilisearch"')),
  };
}

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
    expect(groups()).toEqual(["app-b", "app-c", "bastion", "search", "worker"]);

    await become(inPhase("migrating"));
    for (const trafficPercent of [10, 100]) await become(inPhase("migrating", { trafficPercent }), "compute");
    expect(inCluster()).toEqual({ beat: false, search: false });
    // Pods have vSwitches of their own, and what writes DNS records in the cluster a token.
    const added = data().filter((each) => !before.includes(each));
    expect(added.map((each) => each.split(" ")[0])).toEqual([
      "alicloud_oos_secret_parameter",
      "alicloud_vswitch",
      "alicloud_vswitch",
    ]);
    const expected = data();

    // Groups of hosts refuse to be deleted until that is lifted.
    await become(inPhase("migrating", { trafficPercent: 100, deletionProtection: false }), "compute");
    await become(inPhase("cluster"));
    expect(groups()).toEqual(["bastion"]);
    expect(inCluster()).toEqual({ beat: true, search: true });
    expect(data()).toEqual(expected);

    // Back: the cluster lets go of Beat and of the index before hosts take them up.
    const back = inPhase("migrating", { trafficPercent: 100 });
    await become(back, "workloads");
    await become(back, "platform");
    expect(inCluster()).toEqual({ beat: false, search: false });
    expect(groups()).toEqual(["bastion"]);
    await become(back);
    await become(inPhase("hosts"));
    expect(groups()).toEqual(["app-b", "app-c", "bastion", "search", "worker"]);
    expect(before.filter((each) => !data().includes(each))).toEqual([]);
  });
});
