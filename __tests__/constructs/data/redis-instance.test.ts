import { RandomProvider } from "@cdktf/provider-random/lib/provider";
import { describe, expect, test } from "@jest/globals";
import { RedisInstance, type RedisInstanceProps } from "../../../constructs/data/redis-instance";
import { GeneratedSecret } from "../../../constructs/security/generated-secret";
import { synthesizeStack } from "../../support/synthesis";
import { twoVSwitches } from "../../support/two-v-switches";

function redis(changes: Partial<RedisInstanceProps> = {}) {
  return synthesizeStack((stack) => {
    new RandomProvider(stack, "random");
    new RedisInstance(stack, "redis", {
      vSwitches: twoVSwitches(stack),
      name: "example",
      instanceClass: "redis.shard.small.2.ce",
      topology: { kind: "standard", readReplicas: 0 },
      evictionPolicy: "noeviction",
      password: new GeneratedSecret(stack, "password", {
        secretName: "example",
        description: "Example",
        store: { kind: "oos" },
      }),
      ...changes,
    });
  });
}

describe("a Redis instance", () => {
  test("is backed up and maintained at night in China unless it is told other hours", () => {
    expect(redis().resource("alicloud_kvstore_instance")).toMatchObject({
      engine_version: "7.0",
      backup_time: "20:00Z-21:00Z",
      maintain_start_time: "21:00Z",
      maintain_end_time: "22:00Z",
    });
    const other = redis({ engineVersion: "6.0", backupTime: "01:00Z-02:00Z", maintenanceTime: "03:30Z-04:30Z" });
    expect(other.resource("alicloud_kvstore_instance")).toMatchObject({
      engine_version: "6.0",
      backup_time: "01:00Z-02:00Z",
      maintain_start_time: "03:30Z",
      maintain_end_time: "04:30Z",
    });
  });

  test("has a proxy that takes clients' scripts and RESP3, as Redis does, where it has a proxy", () => {
    const configOf = (changes: Partial<RedisInstanceProps>) =>
      redis(changes).resource("alicloud_kvstore_instance").config;
    const proxied = { "maxmemory-policy": "noeviction", script_check_enable: "0", hello_enabled: "1" };
    expect(configOf({ topology: { kind: "cluster", shards: 2 } })).toEqual(proxied);
    expect(configOf({ topology: { kind: "standard", readReplicas: 1 } })).toEqual(proxied);
    expect(configOf({})).toEqual({ "maxmemory-policy": "noeviction" });
  });

  test("refuses a window that is none", () => {
    expect(() => redis({ maintenanceTime: "at night" })).toThrow(
      '[test/redis] maintenanceTime: "at night" is not a time window in UTC: write one such as 19:00Z-20:00Z',
    );
  });
});
