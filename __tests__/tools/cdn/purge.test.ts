import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { World } from "../../support/cdn/world";

let world: World;
beforeEach(async () => {
  world = await World.started();
});
afterEach(() => world.stop());

const refreshed = () => world.qiniu.callsOf("POST", "/refresh").map(({ body }) => JSON.parse(body));
const requests = () => [...world.qiniu.calls, ...world.upyun.calls];

describe("purge", () => {
  test("asks each CDN for its own hosts, and for no certificate", async () => {
    world.variables.CDN_CERTIFICATE_FILE = "/nowhere";
    const { status, json } = await world.run("purge", "https://cn.ainav.cn/a", "https://img.ainav.cn/b.png", "--json");
    expect(status).toBe(0);
    expect(json.providers).toEqual([
      { provider: "qiniu", accepted: 1, quotaLeft: 499 },
      { provider: "upyun", accepted: 1 },
    ]);
    expect(refreshed()).toEqual([{ urls: ["https://cn.ainav.cn/a"] }]);
    expect(world.upyun.purged).toEqual(["https://img.ainav.cn/b.png"]);
  });

  test("takes URLs from a file, 20 in a call, each once", async () => {
    const urls = Array.from({ length: 45 }, (_, index) => `https://static.ainav.cn/${index}`);
    const file = world.write("urls.txt", [...urls, ...urls, ""].join("\r\n"));
    expect((await world.run("purge", "--file", file)).status).toBe(0);
    expect(refreshed().map((call) => call.urls.length)).toEqual([20, 20, 5]);
  });

  test("of a manifest purges HTML only, at the pages' host, and everything with --all, at the host of each", async () => {
    const files = ["/about.html", "index.html", "_next/static/a.1f.js", "images/logo.png", "./docs/index.html"];
    const manifest = world.write("dist.json", JSON.stringify({ files }));
    await world.run("purge", "--manifest", manifest);
    const pages = ["about.html", "index.html", "", "docs/index.html", "docs/"].map(
      (path) => `https://cn.ainav.cn/${path}`,
    );
    expect(refreshed()).toEqual([{ urls: pages }]);
    expect(world.upyun.calls).toEqual([]);
    await world.run("purge", "--manifest", manifest, "--all");
    expect(refreshed()[1].urls).toContain("https://static.ainav.cn/_next/static/a.1f.js");
    expect(world.upyun.purged).toEqual(["https://img.ainav.cn/images/logo.png"]);
  });

  test("of a manifest takes names as they are, and asks for them as browsers do", async () => {
    const files = [
      "c#/index.html",
      "what?.html",
      "100%.html",
      "foo.HTML",
      "a b/ü.htm",
      "back\\slash.html",
      "c:/x.html",
    ];
    expect((await world.run("purge", "--manifest", world.write("dist.json", JSON.stringify(files)))).status).toBe(0);
    const names = [
      ...["c%23/index.html", "c%23/", "what%3F.html", "100%25.html", "foo.HTML"],
      ...["a%20b/%C3%BC.htm", "back%5Cslash.html", "c:/x.html"],
    ];
    expect(refreshed()).toEqual([{ urls: names.map((name) => `https://cn.ainav.cn/${name}`) }]);
  });

  test("with --all purges whole hosts", async () => {
    expect((await world.run("purge", "production", "--all")).status).toBe(0);
    expect(refreshed()).toEqual([{ dirs: ["https://static.ainav.cn/", "https://cn.ainav.cn/"] }]);
    expect(world.upyun.purged).toEqual(["https://img.ainav.cn/*"]);
  });

  test("sends nothing with --dry-run, and needs no keys", async () => {
    world.variables = {};
    const { status, output } = await world.run("purge", "--all", "--dry-run");
    expect(status).toBe(0);
    expect(output).toContain("upyun: https://img.ainav.cn/*");
    expect(requests()).toEqual([]);
  });

  test("refuses more than Qiniu purges in a day, before any request", async () => {
    const urls = Array.from({ length: 501 }, (_, index) => `https://static.ainav.cn/${index}`);
    const { status, errors } = await world.run(
      "purge",
      "--file",
      world.write("urls.txt", urls.join("\n")),
      "https://img.ainav.cn/",
    );
    expect(errors).toContain("501 URLs are more than the 500 a day of Qiniu");
    expect(status).toBe(1);
    expect(requests()).toEqual([]);
  });

  test("stops where the day's quota ends, says how far it came, and does not stop the other CDN", async () => {
    world.qiniu.urlQuota = 30;
    const urls = Array.from({ length: 45 }, (_, index) => `https://static.ainav.cn/${index}`);
    const { status, output } = await world.run(
      "purge",
      "--file",
      world.write("urls.txt", urls.join("\n")),
      "https://img.ainav.cn/",
    );
    expect(status).toBe(1);
    expect(output).toContain("qiniu: failed: 20 accepted; 25 URLs are left to purge, and today's quota is 10 more");
    expect(refreshed()).toHaveLength(1);
    expect(world.upyun.purged).toEqual(["https://img.ainav.cn/"]);
  });

  test("reports a CDN that refuses, and purges at the other", async () => {
    world.qiniu.urlQuota = 0;
    const first = await world.run("purge", "https://cn.ainav.cn/", "https://img.ainav.cn/");
    expect([first.status, first.output]).toEqual([1, expect.stringContaining("url quota exhausted")]);
    world.qiniu.urlQuota = 10;
    world.upyun.refuses = "bad";
    const second = await world.run(
      "purge",
      "https://cn.ainav.cn/",
      "https://img.ainav.cn/bad",
      "https://img.ainav.cn/good",
    );
    expect([second.status, second.output]).toEqual([1, expect.stringContaining("1 accepted; Upyun refused the rest")]);
    expect(second.output).toContain("qiniu: accepted 1 of 1");
  });

  test("counts what Qiniu calls invalid as not accepted, though its code is 200, and goes on", async () => {
    world.qiniu.invalid = "bad";
    const urls = [
      "https://static.ainav.cn/bad",
      ...Array.from({ length: 24 }, (_, index) => `https://static.ainav.cn/${index}`),
    ];
    const { status, json, output } = await world.run("purge", "--file", world.write("u", urls.join("\n")), "--json");
    expect(status).toBe(1);
    expect(json.providers).toMatchObject([{ accepted: 24, error: expect.any(String) }]);
    expect(output).toContain("Qiniu calls these invalid: https://static.ainav.cn/bad");
    expect(refreshed().map((call) => call.urls.length)).toEqual([20, 5]);
  });

  test("says how to be allowed to refresh whole hosts at Qiniu", async () => {
    world.qiniu.refreshesDirectories = false;
    const { status, output } = await world.run("purge", "--all");
    expect([status, output]).toEqual([1, expect.stringContaining("Have directory refresh enabled")]);
  });

  test("counts what Upyun does not answer for, or calls another's, as not accepted", async () => {
    const urls = ["https://img.ainav.cn/bad", "https://img.ainav.cn/good"];
    world.upyun.forgets = "bad";
    const silent = await world.run("purge", ...urls, "--json");
    expect([silent.status, silent.output]).toEqual([1, expect.stringContaining("no answer for 1")]);
    expect(silent.json.providers).toMatchObject([{ accepted: 1 }]);
    delete world.variables.UPYUN_TOKEN;
    world.upyun.refuses = "bad";
    const foreign = await world.run("purge", ...urls, "--json");
    expect([foreign.status, foreign.output]).toEqual([1, expect.stringContaining("URLs of other hosts: https://img")]);
    expect(foreign.json.providers).toMatchObject([{ accepted: 1 }]);
  });

  test("says so when a CDN answers what its documents do not have", async () => {
    world.upyun.purgeAnswer = { error_code: 21501, message: "busy" };
    const { status, output } = await world.run("purge", "https://img.ainav.cn/a");
    expect([status, output]).toEqual([1, expect.stringContaining('do not have: {"error_code":21501')]);
  });

  test("gets over one fault at any request, of any CDN", async () => {
    for (const fault of ["cut before", "cut after", "500 after", "429", "no JSON"] as const) {
      world.qiniu.faults.set(world.qiniu.calls.length, fault);
      world.upyun.faults.set(world.upyun.calls.length, fault);
      expect((await world.run("purge", "https://cn.ainav.cn/", "https://img.ainav.cn/")).status).toBe(0);
    }
  });

  test("purges at Upyun as an operator where there is no token, but no whole host", async () => {
    delete world.variables.UPYUN_TOKEN;
    expect((await world.run("purge", "https://img.ainav.cn/a?b=c&d=e")).status).toBe(0);
    expect(world.upyun.purged).toEqual(["https://img.ainav.cn/a?b=c&d=e"]);
    expect((await world.run("purge", "--all")).errors).toContain("UPYUN_TOKEN is not set");
    expect(world.qiniu.calls).toEqual([]);
  });

  const bad: [string, (world: World) => string[], string][] = [
    ["a URL of another host", () => ["https://example.com/a"], '"https://example.com/a" is of another host'],
    ["no URL", () => ["cn.ainav.cn/a"], '"cn.ainav.cn/a" is not a URL'],
    [
      "a bad line of a file",
      ({ write }) => ["--file", write.call(world, "u", "https://cn.ainav.cn/\nx y")],
      'u:2: "x y" is not',
    ],
    ["a file that is not there", () => ["--file", "/nowhere"], "--file: /nowhere cannot be read (ENOENT)"],
    ["a manifest that is not JSON", () => ["--manifest", world.write("m", "<x>")], "m is not JSON"],
    [
      "a manifest without paths",
      () => ["--manifest", world.write("m", '{"a":1}')],
      'm holds {"a":1}, which is no list of paths',
    ],
    [
      "a name that leads out of the release",
      () => ["--manifest", world.write("m", '["a/../../b.html"]')],
      'm: "a/../../b.html" leads out of the release',
    ],
    ["nothing", () => [], "There is nothing to purge"],
    ["no HTML", () => ["--manifest", world.write("m", '["a.js"]')], "There is nothing to purge"],
  ];
  test.each(bad)("says what is wrong with %s, and sends nothing", async (_, args, message) => {
    const { status, errors } = await world.run("purge", ...args(world));
    expect(errors).toContain(message);
    expect(status).toBe(1);
    expect(requests()).toEqual([]);
  });
});
