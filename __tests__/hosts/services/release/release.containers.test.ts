import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Services } from "../../../../environments/schema/services/services";
import { production } from "../../../support/fixture/environments/production";
import { checked } from "../../../support/fixture/stacks";
import { Balancer } from "../../../support/release/balancer";
import { Load } from "../../../support/release/load";
import { ReleaseHost } from "../../../support/release/release-host";
import { ReleaseWorld } from "../../../support/release/release-world";

const { web, "content-api": contentApi } = checked(production).services;
/** The service as it is, but for the time that it may take to start. */
function impatient<S extends typeof web>(service: S): NonNullable<S> {
  if (service?.kind !== "service") throw new Error("no service that answers requests");
  return { ...service, probes: { ...service.probes, startup: { periodSeconds: 1, failures: 8 } } } as NonNullable<S>;
}
const services = { web: impatient(web), "content-api": impatient(contentApi) };
const world = new ReleaseWorld();
const hosts: ReleaseHost[] = [];
/** What a test has started. It is stopped also when the test fails. */
const started: { stop(): Promise<unknown> }[] = [];

function addHost(number: number, run: Services = services): ReleaseHost {
  const { settings, variables } = world;
  const host = new ReleaseHost({
    name: `app-${number}`,
    number,
    runs: "web-services",
    services: run,
    settings,
    variables,
  });
  hosts.push(host);
  return host;
}

/** @returns what the host says @throws when it ends with another status */
async function run(host: ReleaseHost, target: string, status = 0): Promise<string> {
  const { exitCode, output } = await host.release(target);
  if (exitCode !== status) throw new Error(`release ${target} ended with status ${exitCode}:\n${output}`);
  return output;
}

beforeAll(async () => {
  await world.start();
  for (const version of ["one", "two", "sick"]) {
    await world.record(version, { web: version, "content-api": version === "sick" ? "two" : version });
  }
});
afterAll(async () => {
  for (const each of started.reverse()) await each.stop();
  for (const host of hosts) await host.remove();
  expect(await world.stop()).toEqual([]);
});

describe("a release over two hosts behind a load balancer", () => {
  test("loses no request, nor does a rollback, nor a release that never becomes healthy", async () => {
    const pair = [addHost(1), addHost(2)];
    world.point("current", "one");
    for (const host of pair) {
      await host.prepare();
      await run(host, "current");
    }
    const backend = (name: "web" | "content-api", health: string) => ({
      name,
      health,
      ports: pair.map((host) => host.port(name)),
    });
    const balancer = new Balancer([backend("web", "/api/health"), backend("content-api", "/health")]);
    await balancer.start();
    started.push(balancer);
    const load = new Load([`${balancer.url}/web`, `${balancer.url}/content-api`], 16);
    started.push(load);
    const figures: string[] = [];
    const everywhere = async (target: string, exitCode: number) => {
      for (const host of pair) {
        const began = Date.now();
        const output = await run(host, target, exitCode);
        figures.push(`release ${target}: ${((Date.now() - began) / 1000).toFixed(1)} s`, output);
      }
    };
    await everywhere("two", 0);
    await everywhere("rollback", 0);
    await everywhere("sick", 1);
    await load.reaches(20_000);
    const counts = await load.stop();
    console.log([...figures, JSON.stringify(counts)].join("\n"));
    expect(counts.lost).toEqual({});
    expect(counts.answers).toMatchObject({ "web two": expect.any(Number), "content-api two": expect.any(Number) });
    expect(counts.answers).not.toHaveProperty("web sick");
  }, 240_000);
});

test("a release that is killed at any of its steps is taken up by the next one", async () => {
  world.point("current", "one");
  const host = addHost(3, { "content-api": services["content-api"] });
  await host.prepare();
  await run(host, "current");
  let call = 1;
  for (let isKilled = true; isKilled; call += 1) {
    const [target = "", other = ""] = call % 2 === 0 ? ["one", "two"] : ["two", "one"];
    isKilled = await host.releaseKilled(target, call);
    // Either the same release goes on, or another one takes over what it finds.
    const next = call % 3 === 0 ? other : target;
    await run(host, next);
    expect(host.state).toMatchObject({ current: { id: next }, result: "ok" });
    expect(await host.running("content-api")).toBe(1);
    expect(await host.serves("content-api")).toBe(`content-api ${next}`);
  }
  expect(call).toBeGreaterThan(10);
}, 240_000);
