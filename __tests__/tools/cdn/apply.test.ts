import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { World } from "../../support/cdn/world";

let world: World;
beforeEach(async () => {
  world = await World.started();
});
afterEach(() => world.stop());

const STATIC = "static.ainav.cn";
const PAGES = "cn.ainav.cn";

describe("apply", () => {
  test("creates what is not there, waits until it is active, and says where CNAME records point", async () => {
    expect((await world.run("plan")).status).toBe(2);
    const { status, json } = await world.run("apply", "--json");
    expect(json.domains).toMatchObject([
      { host: STATIC, state: "active", changes: [], done: ["create", "responseHeaders"] },
      { host: PAGES, state: "active", changes: [], done: ["create", "responseHeaders"] },
      { host: "img.ainav.cn", provider: "upyun", changes: [], done: [] },
    ]);
    expect(json.targets).toEqual({ static: "static-ainav-cn.qiniudns.com", pages: "cn-ainav-cn.qiniudns.com" });
    expect(status).toBe(0);
  });

  test("writes what Qiniu's documents ask for", async () => {
    await world.run("apply");
    expect(world.qiniu.domains.get(PAGES)).toMatchObject({
      type: "normal",
      platform: "web",
      geoCover: "china",
      protocol: "https",
      registerNo: "粤ICP备2026000001号",
      source: {
        sourceType: "domain",
        sourceDomain: "origin-cn.ainav.cn:8443",
        sourceHost: PAGES,
        sourceURLScheme: "https",
        sourceRequestHeaderControls: [{ op: "set", key: "x-cdn-auth", value: "canary-origin-secret" }],
      },
      cache: {
        ignoreParam: false,
        cacheControls: [
          { time: 0, timeunit: 0, type: "follow", rule: "*" },
          { time: 0, timeunit: 0, type: "path", rule: "/api/" },
        ],
      },
      https: { forceHttps: true, http2Enable: true, certId: "certificate-1" },
    });
    expect(world.qiniu.domains.get(STATIC)?.cache).toEqual({
      ignoreParam: true,
      cacheControls: [
        { time: 1, timeunit: 2, type: "all", rule: "*" },
        { time: 365, timeunit: 3, type: "suffix", rule: ".js;.css;.woff;.woff2" },
        { time: 365, timeunit: 3, type: "path", rule: "/static/" },
      ],
    });
  });

  test("changes nothing the second time, and uploads a certificate once", async () => {
    await world.run("apply");
    const before = world.qiniu.calls.length;
    expect((await world.run("apply")).status).toBe(0);
    expect((await world.run("plan")).status).toBe(0);
    expect(world.qiniu.calls.slice(before).every(({ method }) => method === "GET")).toBe(true);
    expect(world.qiniu.certificates).toHaveLength(1);
  });

  const drifts: [string, string, Record<string, unknown>][] = [
    ["origin", "/source", { source: { sourceType: "domain", sourceDomain: "elsewhere.example.com" } }],
    ["cache", "/cache", { cache: { cacheControls: [], ignoreParam: false } }],
    ["geoCover", "/geocover", { geoCover: "global" }],
    ["responseHeaders", "/respheader", { responseHeaderControls: null }],
    ["https", "/httpsconf", { https: { certId: "certificate-1", forceHttps: false, http2Enable: true } }],
    ["https", "/sslize", { protocol: "http", https: { certId: "", forceHttps: false, http2Enable: false } }],
    ["online", "/online", { operatingState: "offlined" }],
  ];
  test.each(drifts)("finds drift of %s and takes it back by %s, and nothing else", async (part, call, drift) => {
    await world.run("apply");
    Object.assign(world.qiniu.domains.get(PAGES) ?? {}, drift);
    const { status, json } = await world.run("plan", "--json");
    expect(status).toBe(2);
    expect(json.domains).toMatchObject([{ changes: [] }, { changes: [{ part }] }, { changes: [] }]);
    const before = world.qiniu.calls.length;
    expect((await world.run("apply")).status).toBe(0);
    const writes = world.qiniu.calls.slice(before).filter(({ method }) => method !== "GET");
    expect(writes.map(({ path }) => path)).toEqual([`/domain/${PAGES}${call}`]);
    expect((await world.run("plan")).status).toBe(0);
  });

  test("tells the origin a new secret without showing either", async () => {
    await world.run("apply");
    world.variables.CDN_ORIGIN_SECRET = "canary-second-secret";
    const { status, output } = await world.run("plan");
    expect(status).toBe(2);
    expect(output).toContain('"secret":"differs"');
    expect((await world.run("apply")).status).toBe(0);
    expect(JSON.stringify(world.qiniu.domains.get(PAGES))).toContain("canary-second-secret");
    expect(world.everything).not.toContain("canary");
  });
});
