import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { World } from "../../support/cdn/world";
import { FakeClock } from "../../support/command/fake-clock";

let world: World;
beforeEach(async () => {
  world = await World.started();
});
afterEach(() => world.stop());

const STATIC = "static.ainav.cn";
const PAGES = "cn.ainav.cn";

describe("apply in trouble", () => {
  test("needs no key, no certificate and no secret when nothing of theirs changes", async () => {
    await world.run("apply");
    for (const name of ["CDN_CERTIFICATE_FILE", "CDN_CERTIFICATE_KEY_FILE", "CDN_ORIGIN_SECRET"])
      delete world.variables[name];
    expect((await world.run("plan")).status).toBe(0);
    expect((await world.run("apply")).status).toBe(0);
  });

  test.each(["CDN_CERTIFICATE_FILE", "CDN_ORIGIN_SECRET"])("writes nothing when %s is missing", async (variable) => {
    delete world.variables[variable];
    const { status, errors } = await world.run("apply");
    expect(status).toBe(1);
    expect(errors).toContain(`${variable} is not set`);
    expect(world.qiniu.calls.every(({ method }) => method === "GET")).toBe(true);
  });

  test("reports what one host could not get, and gives the other what it wants", async () => {
    await world.run("apply");
    const domain = world.qiniu.domains.get(PAGES);
    Object.assign(domain ?? {}, { geoCover: "global" });
    Object.assign(world.qiniu.domains.get(STATIC) ?? {}, { geoCover: "global", operatingState: "frozen" });
    const { status, json } = await world.run("apply", "--json");
    expect(status).toBe(1);
    expect(json.domains).toMatchObject([
      { host: STATIC, state: "frozen", changes: [{ part: "geoCover", byHand: expect.stringContaining("frozen") }] },
      { host: PAGES, done: ["geoCover"], changes: [] },
      {},
    ]);
  });

  test.each([
    ["404", { status: 404, content: { code: 404001, error: "no such domain" } }],
    ["its own 612", { status: 612, content: { error: "no such domain" } }],
    ["400 and words", { status: 400, content: { code: 400000, error: "domain not found" } }],
  ])("sets up hosts that Qiniu does not have, when it says so by %s", async (_, absence) => {
    world.qiniu.absence = absence;
    expect((await world.run("plan")).status).toBe(2);
    expect(world.qiniu.callsOf("GET", "/domain/")).toHaveLength(2);
    expect((await world.run("apply")).status).toBe(0);
    expect([...world.qiniu.domains.keys()]).toEqual([STATIC, PAGES]);
    expect((await world.run("apply", "--delete", STATIC)).status).toBe(0);
  });

  test("waits for a host that Qiniu calls busy, though it does not show it, and gives up in its words", async () => {
    await world.run("apply");
    Object.assign(world.qiniu.domains.get(PAGES) ?? {}, { geoCover: "global" });
    world.qiniu.polls = 0;
    world.qiniu.busyWrites = 2;
    world.clock = new FakeClock();
    expect((await world.run("apply")).status).toBe(0);
    // Shorter waits are those of the rate limit.
    expect(world.clock.slept.filter((wait) => wait > 1000)).toEqual([10_000, 10_000]);
    Object.assign(world.qiniu.domains.get(PAGES) ?? {}, { geoCover: "global" });
    world.qiniu.busyWrites = 100;
    const { status, output } = await world.run("apply");
    expect([status, output]).toEqual([1, expect.stringContaining("is processing")]);
  });

  test("takes a host that another person has taken offline meanwhile for offline", async () => {
    await world.run("apply");
    world.qiniu.meanwhile = (domain) => {
      domain.operatingState = "offlined";
    };
    expect((await world.run("apply", "--delete", STATIC)).status).toBe(0);
    expect([...world.qiniu.domains.keys()]).toEqual([PAGES]);
  });

  test("says so when Qiniu accepts a change and does not make it", async () => {
    world.qiniu.deaf.add("respheader");
    const { status, output } = await world.run("apply");
    expect(status).toBe(1);
    expect(output).toContain("qiniu accepted responseHeaders, and it still reads {}");
  });

  test("does not call a host that is out of service well", async () => {
    await world.run("apply");
    Object.assign(world.qiniu.domains.get(PAGES) ?? {}, {
      operatingState: "failed",
      operatingStateDesc: "no such source",
    });
    expect((await world.run("plan")).status).toBe(2);
    const { status, output } = await world.run("apply");
    expect(status).toBe(1);
    expect(output).toContain("its last operation failed: no such source");
  });

  test("shows drift at Upyun, with the step that a person takes", async () => {
    await world.run("apply");
    world.upyun.source = { domain: "x", source_type: "http", cdn: { servers: [{ host: "elsewhere", port: 80 }] } };
    const { status, json } = await world.run("plan", "--json");
    expect(status).toBe(2);
    const byHand = expect.stringContaining("Set the origin of ainav-img: HTTPS, ainav-production-assets-");
    expect(json.domains).toMatchObject([
      {},
      {},
      { changes: [{ part: "origin", from: { host: "elsewhere" }, byHand }] },
    ]);
  });

  test("sees at Upyun as an operator only that the service is there, and does not call that well", async () => {
    await world.run("apply");
    delete world.variables.UPYUN_TOKEN;
    const { status, json } = await world.run("plan", "--json");
    expect(status).toBe(2);
    expect(json.domains).toMatchObject([{}, {}, { state: "active", changes: [{ part: "origin" }, { part: "https" }] }]);
  });

  test("leaves to a person what Upyun's API cannot do safely, and writes nothing there", async () => {
    world.upyun.info = { approval_domains: [] };
    const { status, output } = await world.run("apply");
    expect(status).toBe(1);
    expect(output).toContain("by hand: Make the service ainav-img in Upyun's console and bind img.ainav.cn");
    expect(world.upyun.calls.every(({ method }) => method === "GET")).toBe(true);
  });

  test("reports on Ctrl-C what was begun, and the next run goes on without a second create", async () => {
    world.clock.onSleep = (count) => {
      if (count === 5) world.abort.abort();
    };
    const { status, output } = await world.run("apply");
    expect(status).toBe(130);
    expect(output).toMatch(/begun: (create|responseHeaders)/);
    world.abort = new AbortController();
    world.clock.onSleep = undefined;
    expect((await world.run("apply")).status).toBe(0);
    expect(world.qiniu.createdTwice).toEqual([]);
    expect((await world.run("plan")).status).toBe(0);
  });

  test("gives up waiting after 20 minutes, and says that it can go on", async () => {
    world.qiniu.polls = 1_000_000;
    const { status, output } = await world.run("apply");
    expect(status).toBe(1);
    expect(output).toContain("still being processed after 20 minutes");
  });
});
