import type { AddressInfo } from "node:net";
import { createServer, type Server } from "node:tls";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { handshake } from "../../../tools/cdn/reconcile/handshake";
import { type Evidence, findingsOf } from "../../../tools/cdn/reconcile/verification";
import { CERTIFICATE_ONE, KEY_ONE } from "../../support/cdn/certificates";
import { World } from "../../support/cdn/world";
import { FakeClock } from "../../support/command/fake-clock";

let world: World;
beforeEach(async () => {
  world = await World.started();
  world.upyun.info = {
    status: "enable",
    approval_domains: ["img.ainav.cn"],
    default_domain: { domain: "ainav-img.b0.aicdn.com", https: true },
  };
  await world.run("apply");
  const chinaCdnTargets = {
    static: "static-ainav-cn.qiniudns.com",
    images: "ainav-img.b0.aicdn.com",
    pages: "cn-ainav-cn.qiniudns.com",
  };
  world.data = { ...world.data, owner: { ...world.data.owner, chinaCdnTargets } };
});
afterEach(() => world.stop());

async function problems(): Promise<string[]> {
  const { json } = await world.run("verify", "--json");
  return (json.findings as { problem: string }[]).map(({ problem }) => problem);
}

describe("verify", () => {
  test("finds only that no server shows a certificate for images, where nothing else is wrong", async () => {
    const { status, json } = await world.run("verify", "--json");
    expect(json.findings).toMatchObject([
      { host: "img.ainav.cn", problem: expect.stringContaining("shows no valid certificate") },
    ]);
    expect(json.unchecked).toEqual([]);
    expect(status).toBe(2);
  });

  test("compares this month's traffic of both CDNs with what is paid for", async () => {
    world.qiniu.bytes = 400e9;
    world.upyun.bytes = 100e9;
    expect(await problems()).toHaveLength(1);
    world.upyun.bytes = 101e9;
    expect(await problems()).toContain("501.0 GB were sent this month, 500 GB are paid for");
  });

  test("says which target to write where", async () => {
    world.data = { ...world.data, owner: { ...world.data.owner, chinaCdnTargets: undefined } };
    const { status, output } = await world.run("verify");
    expect(status).toBe(2);
    expect(output).toContain("chinaCdnTargets.pages is missing, the CDN says cn-ainav-cn.qiniudns.com");
    expect(output).toContain(
      'chinaCdnTargets: { static: "static-ainav-cn.qiniudns.com", pages: "cn-ainav-cn.qiniudns.com", images: "ainav-img.b0.aicdn.com" }',
    );
  });

  test("warns 30 days before a certificate ends, not 31", async () => {
    world.clock = new FakeClock(Date.parse("2036-10-20T00:00:00Z"));
    expect(await problems()).toHaveLength(1);
    world.clock = new FakeClock(Date.parse("2036-10-22T00:00:00Z"));
    expect(await problems()).toContain("its certificate ends on 2036-11-20");
  });

  test("finds drift, and hosts that are gone or not in service", async () => {
    Object.assign(world.qiniu.domains.get("cn.ainav.cn") ?? {}, { geoCover: "global", operatingState: "frozen" });
    world.qiniu.domains.delete("static.ainav.cn");
    expect(await problems()).toEqual(expect.arrayContaining(["is not at qiniu", "geoCover differs", "is frozen"]));
  });

  test("exits 1 where it could not look, and tells what it could", async () => {
    delete world.variables.UPYUN_TOKEN;
    const { status, json } = await world.run("verify", "--json");
    expect(status).toBe(1);
    expect(json.unchecked).toEqual(["traffic of upyun: it takes UPYUN_TOKEN to ask"]);
    expect(json.domains).toMatchObject([{ state: "active" }, { state: "active" }, { state: "active" }]);
  });

  test("finds nothing where nothing is wrong", () => {
    const evidence: Evidence = {
      reports: [],
      handshakes: new Map(),
      bytes: 0,
      monthlyGB: 1,
      targets: undefined,
      now: 0,
    };
    expect(findingsOf(evidence)).toEqual([]);
  });
});

describe("a handshake", () => {
  let server: Server;
  beforeEach(async () => {
    server = createServer({ cert: CERTIFICATE_ONE, key: KEY_ONE });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  test("takes no certificate that browsers would not take", async () => {
    const target = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    await expect(handshake("img.ainav.cn", target)).rejects.toThrow("self-signed certificate");
    await expect(handshake("img.ainav.cn", "127.0.0.1:1")).rejects.toThrow("ECONNREFUSED");
  });

  test("gives the certificate's end", async () => {
    const target = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const facts = await handshake("img.ainav.cn", target, CERTIFICATE_ONE);
    expect(new Date(facts.expiresAt ?? 0).toISOString().slice(0, 10)).toBe("2036-11-20");
  });
});
