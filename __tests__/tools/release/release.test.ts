import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { FakeFleet } from "../../support/release/fake-fleet";

let fleet: FakeFleet;
beforeEach(async () => {
  fleet = new FakeFleet();
  await fleet.start();
  for (const id of ["one", "two"]) await record(id);
});
afterEach(async () => {
  expect(await fleet.stop()).toEqual([]);
});

const DIGEST = `sha256:${"a".repeat(64)}`;
const record = (id: string, image = `web=registry.example/web@${DIGEST}`) =>
  fleet.run("record", "production", "--id", id, "--commit", "0123abc", "--image", image);
const ALL = ["i-worker", "i-app-1", "i-app-2", "i-app-3"];
const rollouts = (hosts: readonly string[]) => hosts.map((host) => `rollout ${host}`);
const failed = (output = '{"step":"failed","error":"web-green: not healthy","text":""}\n') => [
  { status: "Running" },
  { status: "Failed", code: "ExitCodeNonzero", output },
];

describe("a record", () => {
  test("says what a release is made of, and is never replaced", async () => {
    expect(fleet.json("one")).toMatchObject({
      schema: 1,
      id: "one",
      images: { web: expect.any(String) },
      migrates: true,
    });
    expect((await record("one")).status).toBe(0);
    const { status, errors } = await record("one", `api=registry.example/api@${DIGEST}`);
    expect(status).toBe(1);
    expect(errors).toContain('--id: "one" is recorded already, with other content');
  });

  test.each([
    [["--id", "current"], '--id: "current" is no name of a release'],
    [["--commit", "main"], '--commit: "main" is no commit'],
    [["--image", "web=registry.example/web:latest"], "is no image by its digest"],
  ])("is refused with %j", async (wrong, message) => {
    const given = ["--id", "three", "--commit", "0123abc", "--image", `web=registry.example/web@${DIGEST}`];
    const { status, errors } = await fleet.run("record", "production", ...given, ...wrong);
    expect(status).toBe(1);
    expect(errors).toContain(message);
    expect(fleet.json("three")).toBeUndefined();
  });
});

describe("a release over the fleet", () => {
  test("goes over the worker first, then over one app host after the other, and becomes the current one", async () => {
    const seen: unknown[] = [];
    fleet.onRun = (host) => seen.push([host, (fleet.json("current") as { id: string } | undefined)?.id]);
    await fleet.run("production", "one");
    const { status, output } = await fleet.run("production", "two");
    expect({ status, output }).toEqual({ status: 0, output: "production: two runs on 4 hosts\n" });
    expect(fleet.runs).toEqual([...rollouts(ALL), ...rollouts(ALL)]);
    expect(seen.slice(4)).toEqual(ALL.map((host) => [host, "one"]));
    expect(fleet.json("rollout")).toMatchObject({ id: "two", migrate: true });
    expect(fleet.json("current")).toMatchObject({ id: "two", migrate: false, previous: { id: "one" } });
  });

  test("before there are hosts is what the first of them starts and migrates with", async () => {
    fleet.hosts = { worker: [], app: [] };
    expect((await fleet.run("production", "one")).status).toBe(0);
    expect(fleet.json("current")).toMatchObject({ id: "one", migrate: true });
    fleet.hosts.worker = ["i-worker"];
    fleet.onRun = () => expect(fleet.json("current")).toMatchObject({ id: "one", migrate: false });
    expect((await fleet.run("production", "two")).status).toBe(0);
  });

  test("that fails on a host takes the hosts before it back, and is not the current one", async () => {
    await fleet.run("production", "one");
    fleet.behaviour = (host, action) =>
      host === "i-app-2" && action === "rollout" ? failed() : [{ status: "Success" }];
    const { status, output } = await fleet.run("production", "two");
    expect(status).toBe(1);
    expect(output).toContain("two failed; 2 hosts went back\ni-app-2: web-green: not healthy");
    expect(fleet.runs.slice(4)).toEqual([
      ...rollouts(["i-worker", "i-app-1", "i-app-2"]),
      "current i-worker",
      "current i-app-1",
    ]);
    expect(fleet.json("current")).toMatchObject({ id: "one", migrate: false });
    expect(fleet.json("rollout")).toMatchObject({ id: "one", migrate: false });
  });

  test.each([
    ["whose agent does not run", { status: "Failed", code: "ClientNotRunning" }, "Failed ClientNotRunning"],
    ["that takes too long", { status: "Timeout" }, "Timeout"],
    ["on which somebody stops it", { status: "Stopped" }, "Stopped"],
    ["whose output was cut", { status: "Failed", output: '…"text":""}\n{"error":"psql: no lock"}\n' }, "psql: no lock"],
  ])("fails on a host %s, and says why", async (_, result, reason) => {
    fleet.behaviour = () => [{ status: "Pending" }, result];
    const { status, output } = await fleet.run("production", "two", "--json");
    expect(status).toBe(1);
    expect(JSON.parse(output)).toMatchObject({
      status: "failed",
      hosts: [{ host: "i-worker", status: "failed", reason }],
    });
  });

  test("reaches hosts that Auto Scaling makes meanwhile", async () => {
    fleet.onRun = (host) => {
      if (host === "i-app-3") fleet.hosts.app = ["i-app-2", "i-app-3", "i-app-4"];
    };
    expect((await fleet.run("production", "two")).status).toBe(0);
    expect(fleet.runs).toEqual(rollouts([...ALL, "i-app-4"]));
  });

  test("stops before the next host on Ctrl-C and says how to go on; the next run goes on", async () => {
    fleet.onRun = (host) => {
      if (host === "i-app-1") fleet.abort.abort("SIGINT");
    };
    const { status, output } = await fleet.run("production", "two");
    expect(status).toBe(130);
    expect(output).toContain(
      "stopped after 2 hosts; 2 still run the release before. npm run release -- production two",
    );
    expect(fleet.runs).toEqual(rollouts(["i-worker", "i-app-1"]));
    expect(fleet.json("current")).toBeUndefined();
  });

  test("of an id that nobody has recorded changes nothing", async () => {
    const { status, errors } = await fleet.run("production", "three");
    expect(status).toBe(1);
    expect(errors).toContain('"three" is no release of this environment');
    expect([fleet.runs, fleet.json("rollout")]).toEqual([[], undefined]);
  });
});

describe("a rollback", () => {
  test("has every host run the release before, without its migration", async () => {
    await fleet.run("production", "one");
    await fleet.run("production", "two");
    expect((await fleet.run("rollback", "production")).status).toBe(0);
    expect(fleet.json("rollout")).toMatchObject({ id: "one", migrate: false });
    expect(fleet.json("current")).toMatchObject({ id: "one", previous: { id: "two" } });
  });
});

describe("the status", () => {
  test("differs when a host runs another release than the current one", async () => {
    await fleet.run("production", "one");
    const says = (release: string) => [
      { status: "Success", output: `{"step":"status","release":"${release}","text":"runs ${release}"}\n` },
    ];
    fleet.behaviour = () => says("one");
    expect((await fleet.run("status", "production")).status).toBe(0);
    fleet.behaviour = (host) => says(host === "i-app-2" ? "two" : "one");
    const { status, output } = await fleet.run("status", "production");
    expect(status).toBe(2);
    expect(output).toContain("i-app-2 (app): runs two");
  });
});
