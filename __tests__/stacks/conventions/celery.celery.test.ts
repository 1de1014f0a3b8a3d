import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { CELERY_QUEUE_LIST, CELERY_REDIS_PREFIX } from "../../../stacks/conventions/celery";
import { type Results, runClient, startWorker } from "../../support/celery/application";
import type { ProxyParameters } from "../../support/celery/redis-proxy";
import { ShardedRedis } from "../../support/celery/sharded-redis";
import type { StartedProgram } from "../../support/celery/started-program";
import { fixtureStacks } from "../../support/fixture/stacks";
import { workloads } from "../../support/kubernetes/example-stack";
import { manifests } from "../../support/kubernetes/manifests";

/** The script by which KEDA 2.20 measures a list: `pkg/scalers/redis_scaler.go`, with lists alone. */
const KEDA_SCRIPT = `
  local listName = KEYS[1]
  local listType = redis.call('type', listName).ok
  local cmd = { list = 'llen', none = 'llen' }
  return redis.call(cmd[listType], listName)`;

/** What services are told in production. */
const settings = manifests(workloads()).find(({ kind }) => kind === "ConfigMap")?.data as Record<string, string>;
const parameters: ProxyParameters = fixtureStacks()["production-data"]?.resource("alicloud_kvstore_instance").config;

let worker: StartedProgram | undefined;
afterEach(async () => {
  await worker?.stop();
  worker = undefined;
});

describe("Celery on production's Redis, with the settings of services", () => {
  const redis = new ShardedRedis(parameters);
  const environment = () => ({ ...settings, ...redis.settings });
  beforeAll(() => redis.start());
  afterAll(() => redis.stop());

  test("does tasks of every priority and a chord, and answers a ping, without a warning", async () => {
    worker = startWorker(environment());
    await worker.says("ready.");
    const results = await runClient<Results>("run", environment());
    expect(results).toEqual({ byPriority: [0, 6, 12, 18], chord: 6, ping: [{ ok: "pong" }] });
    expect(worker.output).not.toMatch(/ResponseError|CROSSSLOT/);
  });

  test("has no key outside of its slot", async () => {
    const keys = (await redis.inspect("KEYS", "*")).split("\n");
    expect(keys).not.toEqual([]);
    expect(keys.filter((key) => !key.startsWith(CELERY_REDIS_PREFIX))).toEqual([]);
  });

  test("has its waiting tasks where the autoscaler measures them", async () => {
    await runClient("send", environment());
    await runClient("send", environment());
    expect(await redis.send("EVAL", KEDA_SCRIPT, "1", CELERY_QUEUE_LIST)).toBe("2");
  });

  test("would not work without the prefix: a worker ends, because its queues are in several slots", async () => {
    worker = startWorker({ ...environment(), CELERY_REDIS_PREFIX: "" });
    expect(await worker.ends()).not.toBe(0);
    expect(worker.output).toContain("Keys in request don't hash to the same slot");
  });
});

describe("a proxy with the service's own parameters", () => {
  const redis = new ShardedRedis({});
  beforeAll(() => redis.start());
  afterAll(() => redis.stop());

  test("would refuse the connections of Celery's client of Redis", async () => {
    await expect(runClient("send", { ...settings, ...redis.settings })).rejects.toThrow("HELLO");
  });

  test("would refuse the script of the autoscaler", async () => {
    expect(await redis.send("EVAL", KEDA_SCRIPT, "1", CELERY_QUEUE_LIST)).toContain("REFUSED-EVAL");
  });
});
