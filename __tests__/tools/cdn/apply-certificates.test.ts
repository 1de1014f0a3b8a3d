import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { CERTIFICATE_TWO, KEY_TWO } from "../../support/cdn/certificates";
import { World } from "../../support/cdn/world";
import { FakeClock } from "../../support/command/fake-clock";

let world: World;
beforeEach(async () => {
  world = await World.started();
});
afterEach(() => world.stop());

const STATIC = "static.ainav.cn";

describe("apply with certificates", () => {
  test("replaces a certificate that is another one, and one that ends within 30 days", async () => {
    await world.run("apply");
    world.variables.CDN_CERTIFICATE_FILE = world.write("two.crt", CERTIFICATE_TWO);
    world.variables.CDN_CERTIFICATE_KEY_FILE = world.write("two.key", KEY_TWO);
    expect((await world.run("apply")).status).toBe(0);
    expect(world.qiniu.domains.get(STATIC)?.https).toMatchObject({ certId: "certificate-2" });
    world.clock = new FakeClock(Date.parse("2036-11-10"));
    expect((await world.run("plan")).status).toBe(2);
    const { status, errors } = await world.run("apply");
    expect(status).toBe(1);
    expect(errors).toContain("ends within 30 days");
  });

  test("uploads no key that belongs to another certificate", async () => {
    world.variables.CDN_CERTIFICATE_KEY_FILE = world.write("two.key", KEY_TWO);
    const { status, output } = await world.run("apply");
    expect(status).toBe(1);
    expect(output).toContain("two.key is not the key of the certificate");
    expect(world.qiniu.callsOf("POST")).toEqual([]);
  });
});
