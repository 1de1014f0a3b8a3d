import { createHash } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { BACKUPS, BackupHost } from "../../support/backups/backup-host";
import { ShardedRedis } from "../../support/celery/sharded-redis";
import { type Answer, CUT } from "../../support/oss-backend/loopback-server";

const redis = new ShardedRedis({});
let host: BackupHost;
beforeAll(() => redis.start());
afterAll(() => redis.stop());
beforeEach(async () => {
  await redis.inspect("FLUSHALL");
  host = new BackupHost();
  const { REDIS_HOST, REDIS_PORT, REDIS_USER = "", REDIS_PASSWORD = "" } = redis.settings;
  host.secrets["of-redis-app"] = REDIS_PASSWORD;
  await host.start("worker", { redis: { host: REDIS_HOST, port: REDIS_PORT, users: { app: REDIS_USER } } });
});
afterEach(() => host.stop());

const slowDown = { status: 503, body: "<Error><Code>SlowDown</Code></Error>" };
const all = () => [...host.oss.bucket(BACKUPS).objects.keys()];

/** Fills Redis with some 600 kB that no compression makes small, so that a backup has several parts. */
async function fill(): Promise<void> {
  const script = `for number = 1, 300 do
    local text = "" for piece = 1, 50 do text = text .. redis.sha1hex(number .. ":" .. piece) end
    redis.call("SET", "{a}" .. number, text) end`;
  await redis.inspect("EVAL", script, "1", "{a}1");
}

describe("a backup of Redis", () => {
  test("brings back keys of every type, through ApsaraDB's proxy, with the time that they have left", async () => {
    await redis.inspect("SET", "text", "täxt \\r\\n $5");
    await redis.inspect("SET", "session", "for a while", "PX", "3600000");
    await redis.inspect("RPUSH", "{celery}queue", "1", "2", "3");
    await redis.inspect("HSET", "hash", "a", "1");
    await redis.inspect("ZADD", "sorted", "1.5", "b");
    await redis.inspect("SADD", "set", "x", "y");
    await redis.inspect("XADD", "stream", "1-1", "field", "value");
    expect(await host.backup("redis")).toMatchObject({ exitCode: 0 });
    expect(host.newest("redis").details).toMatchObject({ keys: 7, serverVersion: expect.stringMatching(/^7\./) });
    await redis.inspect("FLUSHALL");
    await redis.inspect("SET", "text", "other");
    await redis.inspect("SET", "newer", "stays");
    expect(await host.restore("redis", "--yes")).toMatchObject({ exitCode: 0 });
    expect(await redis.inspect("GET", "text")).toBe("täxt \\r\\n $5");
    expect(await redis.inspect("LRANGE", "{celery}queue", "0", "-1")).toBe("1\n2\n3");
    expect(await redis.inspect("HGET", "hash", "a")).toBe("1");
    expect(await redis.inspect("ZSCORE", "sorted", "b")).toBe("1.5");
    expect(await redis.inspect("SCARD", "set")).toBe("2");
    expect(await redis.inspect("XLEN", "stream")).toBe("1");
    expect(await redis.inspect("GET", "newer")).toBe("stays");
    const left = Number(await redis.inspect("PTTL", "session"));
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(3_600_000);
    expect(await redis.inspect("TTL", "text")).toBe("-1");
  });

  test("can be restored beside the keys that services use", async () => {
    await redis.inspect("SET", "{user:1}:cart", "old");
    await host.backup("redis");
    await redis.inspect("SET", "{user:1}:cart", "new");
    expect(await host.restore("redis", "--into", "restored:")).toMatchObject({ exitCode: 0 });
    expect(await redis.inspect("GET", "{user:1}:cart")).toBe("new");
    expect(await redis.inspect("GET", "restored:{user:1}:cart")).toBe("old");
    expect((await host.restore("redis", "--into", "{x}")).output).toContain("leave them out");
  });

  test("replaces what services use only when it is told so", async () => {
    await host.backup("redis");
    const { exitCode, output } = await host.restore("redis");
    expect(exitCode).toBe(1);
    expect(output).toContain("add --yes, or --into");
  });

  test("leaves out what has expired meanwhile", async () => {
    await redis.inspect("SET", "short", "1", "PX", "60000");
    await host.backup("redis");
    const manifest = host.newest("redis");
    const { body, headers } = host.oss.bucket(BACKUPS).current(manifest.key);
    const earlier = Buffer.from(body.toString("latin1").replace(/\$13\r\n1\d{12}/, "$13\r\n1000000000000"), "latin1");
    expect(earlier.equals(body)).toBe(false);
    host.oss.bucket(BACKUPS).store(manifest.key, earlier, { ...headers, "x-oss-forbid-overwrite": undefined });
    const sha256 = createHash("sha256").update(earlier).digest("hex");
    host.moveTo("2026-01-09T03:00:00Z", { ...manifest, sha256 });
    await redis.inspect("FLUSHALL");
    expect((await host.restore("redis", "--yes")).output).toContain("0 keys are back, and 1 had expired");
    expect(await redis.inspect("DBSIZE")).toBe("0");
  });

  test("of an empty Redis is a backup, too", async () => {
    expect(await host.backup("redis")).toMatchObject({ exitCode: 0 });
    expect(host.newest("redis").details.keys).toBe(0);
    expect(await host.restore("redis", "--yes")).toMatchObject({ exitCode: 0 });
  });

  test("is encrypted, under a key of the customer if there is one", async () => {
    await host.backup("redis");
    const written = [...host.oss.bucket(BACKUPS).objects.values()].flat();
    expect(written).toHaveLength(2);
    for (const { headers } of written) expect(headers["x-oss-server-side-encryption"]).toBe("AES256");
    const settings = JSON.parse(host.machine.read("etc/ainav/host.json"));
    host.machine.settings({ services: { ...settings.services, backups: { kmsKeyId: "key-1" } } });
    host.oss.bucket(BACKUPS).objects.clear();
    await host.backup("redis");
    for (const { headers } of [...host.oss.bucket(BACKUPS).objects.values()].flat()) {
      expect(headers["x-oss-server-side-encryption"]).toBe("KMS");
      expect(headers["x-oss-server-side-encryption-key-id"]).toBe("key-1");
    }
  });

  test("says in metrics when the last one succeeded, and keeps saying it when one fails", async () => {
    await fill();
    await host.backup("redis");
    const before = host.metrics("redis");
    const { time, size } = host.newest("redis");
    expect(before).toMatchObject({
      last_success_timestamp_seconds: Date.parse(time) / 1000,
      size_bytes: size,
      last_run_succeeded: 1,
    });
    host.secrets["of-redis-app"] = "wrong";
    const { exitCode, output } = await host.backup("redis");
    expect(exitCode).toBe(1);
    expect(output).toContain("WRONGPASS");
    expect(output).not.toContain("Traceback");
    expect(host.metrics("redis")).toEqual({ ...before, last_run_succeeded: 0 });
    expect(all()).toHaveLength(2);
    expect(host.oss.bucket(BACKUPS).uploads.size).toBe(0);
  });

  test("gives a new host the metrics of the backups that its predecessor made", async () => {
    await host.backup("redis");
    const before = host.metrics("redis");
    host.machine.write("var/lib/ainav/metrics/backup_redis.prom", "");
    expect(await host.backup("redis", "--report")).toMatchObject({ exitCode: 0 });
    expect(host.metrics("redis")).toEqual(before);
  });
});

describe("OSS", () => {
  const isPart = (query: URLSearchParams, number: string) => query.get("partNumber") === number;

  test.each<[string, () => Answer | typeof CUT]>([
    ["is busy", () => slowDown],
    ["cuts the connection", () => CUT],
    ["denies what the role may do soon", () => ({ status: 403, body: "<Error><Code>AccessDenied</Code></Error>" })],
  ])("%s for a moment: each request is tried again, and the backup is whole", async (_, answer) => {
    await fill();
    const failed = new Set<string>();
    host.oss.fault = ({ method, path, query }) => {
      const request = `${method} ${path}?${query}`;
      if (failed.has(request)) return undefined;
      failed.add(request);
      return answer();
    };
    expect(await host.backup("redis")).toMatchObject({ exitCode: 0 });
    expect(failed.size).toBeGreaterThan(8);
    host.oss.fault = () => undefined;
    await redis.inspect("FLUSHALL");
    expect((await host.restore("redis", "--yes")).output).toContain("300 keys are back");
  });

  test("gets other bytes of a part than were sent: it is sent again", async () => {
    await fill();
    let refused = 0;
    host.oss.fault = ({ query }) => {
      if (!query.has("partNumber") || refused++ % 2 === 1) return undefined;
      return { status: 400, body: "<Error><Code>InvalidDigest</Code></Error>" };
    };
    expect(await host.backup("redis")).toMatchObject({ exitCode: 0 });
    expect(refused).toBeGreaterThan(6);
  });

  test("completes an upload, or takes a manifest, but its answer is lost: that is a success", async () => {
    await fill();
    let cuts = 0;
    host.oss.fault = ({ method, path, query }, act) => {
      if (cuts >= 2 || (method !== "POST" && !path.endsWith(".json")) || query.has("uploads")) return undefined;
      if (act().status >= 300) return undefined;
      cuts += 1;
      return CUT;
    };
    expect(await host.backup("redis")).toMatchObject({ exitCode: 0 });
    expect(cuts).toBe(2);
    const { key, size } = host.newest("redis");
    expect(host.oss.bucket(BACKUPS).current(key).body.length).toBe(size);
  });

  test.each([
    ["refuses a part", (query: URLSearchParams) => isPart(query, "2")],
    ["refuses to complete", (query: URLSearchParams) => query.has("uploadId") && !query.has("partNumber")],
  ])("%s for good: the backup fails with OSS's code, and nothing is left", async (_, concerns) => {
    await fill();
    host.oss.fault = ({ method, query }) =>
      method !== "DELETE" && concerns(query)
        ? { status: 403, body: "<Error><Code>AccessDenied</Code></Error>" }
        : undefined;
    const { exitCode, output } = await host.backup("redis");
    expect(exitCode).toBe(1);
    expect(output).toMatch(/\[backup redis\] failed: .*HTTP 403 AccessDenied$/);
    expect(all()).toEqual([]);
    expect(host.oss.bucket(BACKUPS).uploads.size).toBe(0);
  });

  test("breaks off a download: it goes on where it broke, and a restore has every byte", async () => {
    await fill();
    await host.backup("redis");
    let halves = 0;
    host.oss.fault = ({ method, path }, act) => {
      const answer = act();
      if (method !== "GET" || !path.endsWith(".resp") || !Buffer.isBuffer(answer.body) || halves >= 4) return undefined;
      halves += 1;
      return { ...answer, headers: { ...answer.headers, Connection: "close" }, body: answer.body.subarray(0, 50_000) };
    };
    await redis.inspect("FLUSHALL");
    expect((await host.restore("redis", "--yes")).output).toContain("300 keys are back");
    expect(halves).toBe(4);
  });
});

describe("a damaged bucket", () => {
  test("does not reach Redis: a backup with other bytes is refused before the first key", async () => {
    await fill();
    await host.backup("redis");
    const { key } = host.newest("redis");
    host.damage(key);
    await redis.inspect("FLUSHALL");
    const { exitCode, output } = await host.restore("redis", "--yes");
    expect(exitCode).toBe(1);
    expect(output).toContain(`${BACKUPS}/${key}: `);
    expect(output).toContain("restore one from before with --at");
    expect(await redis.inspect("DBSIZE")).toBe("0");
  });

  test("has data without a manifest: that is no backup", async () => {
    await host.backup("redis");
    for (const key of host.oss.keys(BACKUPS).filter((each) => each.endsWith(".json")))
      host.oss.bucket(BACKUPS).objects.delete(key);
    const { exitCode, output } = await host.restore("redis", "--yes");
    expect(exitCode).toBe(1);
    expect(output).toContain("there is no backup; see `journalctl -u ainav-backup@redis`");
  });

  test("has a manifest without data: the restore names the object", async () => {
    await host.backup("redis");
    const { key } = host.newest("redis");
    host.oss.bucket(BACKUPS).objects.delete(key);
    const { exitCode, output } = await host.restore("redis", "--yes");
    expect(exitCode).toBe(1);
    expect(output).toContain(`GET ${BACKUPS}/${key}: HTTP 404 NoSuchKey`);
  });
});

describe("a run that ends early", () => {
  test("killed at any of its requests, leaves no half backup, and the next run removes what is left", async () => {
    await fill();
    await host.backup("redis");
    const total = host.oss.requests.length;
    host.oss.bucket(BACKUPS).objects.clear();
    for (let fatal = 1; fatal <= total; fatal++) {
      let seen = 0;
      const child = host.begin("backup", "redis");
      host.oss.fault = () => {
        seen += 1;
        if (seen !== fatal) return undefined;
        child.kill("SIGKILL");
        return CUT;
      };
      await child;
      host.oss.fault = () => undefined;
      for (const { key, size } of host.manifests("redis"))
        expect(host.oss.bucket(BACKUPS).current(key).body.length).toBe(size);
    }
    expect(host.manifests("redis").length).toBeLessThanOrEqual(1);
    host.oss.bucket(BACKUPS).objects.clear();
    expect(await host.backup("redis")).toMatchObject({ exitCode: 0 });
    expect(host.oss.bucket(BACKUPS).uploads.size).toBe(0);
    await redis.inspect("FLUSHALL");
    expect((await host.restore("redis", "--yes")).output).toContain("300 keys are back");
  });

  test("stopped by systemd, removes its upload, and says so", async () => {
    await fill();
    const child = host.begin("backup", "redis");
    host.oss.fault = ({ query }) => {
      if (query.get("partNumber") === "2") child.kill("SIGTERM");
      return query.get("partNumber") === "2" ? slowDown : undefined;
    };
    const { exitCode, all: output } = await child;
    expect(exitCode).toBe(1);
    expect(output).toContain("stopped by SIGTERM");
    expect(host.oss.bucket(BACKUPS).uploads.size).toBe(0);
    expect(host.metrics("redis").last_run_succeeded).toBe(0);
  });

  test("is not disturbed by a second one, which fails at once", async () => {
    host.machine.environment.AINAV_RETRY_SECONDS = "0.1";
    let isHeld = true;
    let reach = () => {};
    const reached = new Promise<void>((resolve) => {
      reach = resolve;
    });
    host.oss.fault = ({ query }) => {
      if (!isHeld || query.get("partNumber") !== "1") return undefined;
      reach();
      return slowDown;
    };
    const first = host.begin("backup", "redis");
    await reached;
    const { exitCode, output } = await host.backup("redis");
    isHeld = false;
    expect(exitCode).toBe(1);
    expect(output).toContain("another run is going on");
    expect((await first).exitCode).toBe(0);
    expect(host.manifests("redis")).toHaveLength(1);
  });
});
