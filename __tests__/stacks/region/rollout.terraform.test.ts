import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import type { PlatformEnvironment } from "../../../environments/schema/environment";
import { Board } from "../../../tools/deploy/run/board";
import { Consent } from "../../../tools/deploy/run/consent";
import { OneAtATime } from "../../../tools/deploy/run/one-at-a-time";
import type { StackResult } from "../../../tools/deploy/run/result";
import { rollOut } from "../../../tools/deploy/run/rollout";
import { StackTerraform } from "../../../tools/deploy/run/stack-terraform";
import { run } from "../../../tools/rehearse/run/rehearsal";
import type { AssemblyStack } from "../../../tools/terraform/assembly";
import { FakeClock } from "../../support/command/fake-clock";
import { production } from "../../support/fixture/environments/production";
import { checked } from "../../support/fixture/stacks";
import { DeployedEnvironment } from "../../support/terraform/deployed-environment";

jest.setTimeout(300_000);

const plans = mkdtempSync(path.join(tmpdir(), "rollout-test-"));
let deployed: DeployedEnvironment;
beforeAll(async () => {
  deployed = await DeployedEnvironment.start(withPatience(30));
  Object.assign(process.env, deployed.simulator.variables);
  expect(await deployed.errorsOf("deploy", deployed.synthesize(withPatience(30)))).toEqual([]);
});
afterAll(() => {
  deployed.stop();
  rmSync(plans, { recursive: true });
});

/** Production; how long the web may take to start is in the bundle of app hosts, and so in the program that they boot with. */
function withPatience(failures: number): PlatformEnvironment {
  const environment = checked(production);
  delete environment.edge;
  const { web } = environment.services;
  if (web?.kind !== "service") throw new Error("the fixture has no service web");
  web.probes.startup.failures = failures;
  return environment;
}

function stacksOf(environment: PlatformEnvironment, ...names: string[]): AssemblyStack[] {
  const wanted = names.map((name) => `production-${name}`);
  return deployed.synthesize(environment).filter(({ name }) => wanted.includes(name));
}

/** Deploys the hosts and their refreshes as `npm run deploy` does it. */
async function deploy(environment: PlatformEnvironment): Promise<{ results: StackResult[]; lines: string[] }> {
  const lines: string[] = [];
  const { signal } = new AbortController();
  const output = { progress: { begin: () => {}, end: () => {} }, relay: (line: string) => lines.push(line) };
  const surroundings = {
    plans,
    inits: new OneAtATime(),
    colours: false,
    onLine: (_: string, line: string) => lines.push(line),
    signal,
  };
  const stacks = stacksOf(environment, "compute", "rollout").map((stack) => ({
    terraform: new StackTerraform(stack, surroundings),
    after: new Set(stack.dependencies),
    isFrozen: false,
  }));
  const results = await rollOut(stacks, {
    kind: "deploy",
    parallel: 1,
    board: new Board(output, stacks.length, false),
    consent: new Consent(async () => "no", true),
    clock: new FakeClock(),
    signal,
  });
  return { results, lines };
}

const statuses = (results: readonly StackResult[]) => results.map(({ status }) => status);

/** The cloud's refreshes: the name of the group, and what tells one refresh from the next. */
function refreshes(): Record<string, { id: string; status: unknown }> {
  const all = deployed.simulator.cloud.all();
  const nameOf = (group: unknown) =>
    String(all.find(({ id }) => id === group)?.attributes.scaling_group_name).replace("ainav-production-", "");
  return Object.fromEntries(
    all
      .filter(({ type }) => type === "alicloud_ess_instance_refresh")
      .map(({ id, attributes }) => [nameOf(attributes.scaling_group_id), { id, status: attributes.status }]),
  );
}

function template(kind: string) {
  const name = `ainav-production-${kind}`;
  return deployed.simulator.cloud.all().find(({ attributes }) => attributes.launch_template_name === name)?.attributes;
}

test("hosts are refreshed once for each version of what they are made from, and only those that are made from it", async () => {
  expect(refreshes()).toEqual({});
  expect(template("app")?.latest_version_number).toBe(1);

  const changed = await deploy(withPatience(31));
  expect(statuses(changed.results)).toEqual(["changed", "changed"]);
  const first = refreshes();
  expect(Object.keys(first).sort()).toEqual(["app-b", "app-c"]);
  // The deploy has waited for them.
  expect(new Set(Object.values(first).map(({ status }) => status))).toEqual(new Set(["Successful"]));
  expect(changed.lines).toContain("refresh of the hosts app-b: InProgress");
  expect(changed.lines).toContain("refresh of the hosts app-b: Successful");

  // The version has all that its forerunner had, and the others are still the first.
  const disk = { encrypted: true, category: "cloud_essd", size: 40, performance_level: "PL0" };
  expect(template("app")).toMatchObject({ latest_version_number: 2, system_disk: [disk] });
  expect(template("worker")).toMatchObject({ latest_version_number: 1, system_disk: [disk] });

  const again = await deploy(withPatience(31));
  expect(statuses(again.results)).toEqual(["unchanged", "unchanged"]);
  expect(refreshes()).toEqual(first);

  expect(statuses((await deploy(withPatience(32))).results)).toEqual(["changed", "changed"]);
  const second = refreshes();
  expect(Object.keys(second).sort()).toEqual(["app-b", "app-c"]);
  for (const [group, { id }] of Object.entries(second)) expect(id).not.toBe(first[group]?.id);
});

test("a change of instance types, which are the group's and not the template's, refreshes hosts, too", async () => {
  const environment = withPatience(32);
  environment.compute.hosts.worker.instanceTypes = ["ecs.c6.large", "ecs.g6.large"];
  await deploy(environment);
  expect(refreshes().worker).toMatchObject({ status: "Successful" });
  expect(refreshes().search).toBeUndefined();
  await deploy(withPatience(32));
});

test("a refresh that fails fails the deploy and every plan after it, until it is started again or the next one succeeds", async () => {
  const failBroken = () => {
    const fault = { operation: "create", nth: 1, type: "alicloud_ess_instance_refresh", fault: "break" } as const;
    deployed.simulator.cloud.failBy([fault]);
  };
  failBroken();
  const { results, lines } = await deploy(withPatience(33));
  const [broken] = Object.entries(refreshes()).find(([, { status }]) => status === "Failed") ?? [];
  expect(broken).toMatch(/^app-[bc]$/);
  expect(statuses(results)).toEqual(["changed", "failed"]);
  const message = `The refresh of the scaling group ainav-production-${broken} ended as Failed`;
  expect(results[1]?.reason).toContain(message);
  expect(lines.join("\n")).toContain(message);

  // Whoever does not wait, such as `cdktf deploy`, finds it in the next plan.
  const [rollout] = stacksOf(withPatience(33), "rollout") as [AssemblyStack];
  const plan = await run(rollout, deployed.simulator, ["plan", "-lock=false"]);
  expect(plan.exitCode).toBe(1);
  expect(plan.stderr.replace(/\s*\n[│\s]*/g, " ")).toContain(message);

  // The remedy that the message names.
  const address = /taint '([^']+)'/.exec(String(results[1]?.reason))?.[1] ?? "";
  expect(await run(rollout, deployed.simulator, ["taint", address])).toMatchObject({ exitCode: 0 });
  failBroken();
  expect(statuses((await deploy(withPatience(33))).results)).toEqual(["unchanged", "failed"]);
  expect(statuses((await deploy(withPatience(34))).results)).toEqual(["changed", "changed"]);
  expect(new Set(Object.values(refreshes()).map(({ status }) => status))).toEqual(new Set(["Successful"]));
});
