import { describe, expect, test } from "@jest/globals";
import { FAULTS, type Fault } from "../../support/cdn/faulty-server";
import { World } from "../../support/cdn/world";

/** Faults that are over when the same is asked again. */
const PASSING = FAULTS.filter((fault) => fault !== "401");

async function inWorld<T>(action: (world: World) => Promise<T>): Promise<T> {
  const world = await World.started();
  world.qiniu.polls = 1;
  try {
    return await action(world);
  } finally {
    await world.stop();
  }
}

describe("one fault, at any request, of any kind", () => {
  test.each(FAULTS)("%s: no host is made twice, no change is lost, no certificate is uploaded twice", async (fault) => {
    const requests = await inWorld(async (world) => {
      await world.run("apply");
      return world.qiniu.calls.length;
    });
    expect(requests).toBeGreaterThan(15);
    for (let index = 0; index < requests; index += 1) {
      await inWorld((world) => survive(world, fault, index));
    }
  });

  test.each(FAULTS)("%s: the update of an origin is not lost either", async (fault) => {
    for (let index = 0; index < 10; index += 1) {
      await inWorld(async (world) => {
        await world.run("apply");
        Object.assign(world.qiniu.domains.get("cn.ainav.cn") ?? {}, {
          source: { sourceType: "domain" },
          geoCover: "global",
        });
        await survive(world, fault, world.qiniu.calls.length + index);
      });
    }
  });
});

describe("one fault at any request of a deletion", () => {
  test.each(FAULTS)("%s: in the end the host is gone, and was offline before", async (fault) => {
    for (let index = 0; index < 7; index += 1) {
      await inWorld(async (world) => {
        await world.run("apply");
        world.qiniu.faults.set(world.qiniu.calls.length + index, fault);
        const first = await world.run("apply", "--delete", "static.ainav.cn");
        if (first.status !== 0) expect((await world.run("apply", "--delete", "static.ainav.cn")).status).toBe(0);
        expect([...world.qiniu.domains.keys()]).toEqual(["cn.ainav.cn"]);
      });
    }
  });
});

async function survive(world: World, fault: Fault, index: number): Promise<void> {
  world.qiniu.faults.set(index, fault);
  const first = await world.run("apply");
  // What passes is got over within the run; a refusal is reported, and the next run goes on.
  const context = { fault, index, output: first.output, errors: first.errors };
  if ((PASSING as readonly Fault[]).includes(fault))
    expect({ ...context, status: first.status }).toEqual({ ...context, status: 0 });
  else expect([0, 1]).toContain(first.status);
  if (first.status !== 0) expect((await world.run("apply")).status).toBe(0);
  expect({ ...context, twice: world.qiniu.createdTwice }).toEqual({ ...context, twice: [] });
  expect({ ...context, uploaded: world.qiniu.certificates.length }).toEqual({ ...context, uploaded: 1 });
  expect((await world.run("plan")).status).toBe(0);
  expect(world.everything).not.toContain("canary");
}
