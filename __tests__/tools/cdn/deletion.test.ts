import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { World } from "../../support/cdn/world";

let world: World;
beforeEach(async () => {
  world = await World.started();
});
afterEach(() => world.stop());

const STATIC = "static.ainav.cn";
const PAGES = "cn.ainav.cn";

describe("apply --delete", () => {
  test("takes a host offline and deletes it; nothing else ever deletes", async () => {
    await world.run("apply");
    expect(world.qiniu.callsOf("DELETE")).toEqual([]);
    expect((await world.run("apply", "--delete", STATIC)).status).toBe(0);
    expect([...world.qiniu.domains.keys()]).toEqual([PAGES]);
    expect((await world.run("apply", "--delete", STATIC)).output).toContain("was not there");
  });

  test("refuses hosts that visitors are sent to, of others, and at Upyun, before any request", async () => {
    expect((await world.run("apply", "--delete", "www.example.com")).errors).toContain("is not below ainav.cn");
    expect((await world.run("apply", "--delete", "img.ainav.cn")).errors).toContain("unbind it in the console");
    world.data = { ...world.data, chinaCdn: { ...world.data.chinaCdn, enabled: true } };
    const { status, errors } = await world.run("apply", "--delete", STATIC);
    expect(errors).toContain("Write enabled: false");
    expect(status).toBe(1);
    expect(world.qiniu.calls).toEqual([]);
  });
});
