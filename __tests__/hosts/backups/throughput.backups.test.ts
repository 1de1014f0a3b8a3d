import { afterEach, expect, test } from "@jest/globals";
import { BackupHost } from "../../support/backups/backup-host";
import { POSTGRES_BIN, PostgresServer } from "../../support/backups/postgres-server";
import { ShardedRedis } from "../../support/celery/sharded-redis";

/** Size of the data, in MB. The suite only shows that the measurement works: `BACKUP_MB=500 npm run test:backups -- throughput`. */
const MEGABYTES = Number(process.env.BACKUP_MB ?? 8);

const host = new BackupHost();
const stop: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const each of stop.splice(0)) await each();
});

/** Runs and prints the seconds per GB of the backup's object. */
async function measure(kind: string, act: () => Promise<{ exitCode: number }>): Promise<void> {
  const begun = process.hrtime.bigint();
  expect(await act()).toMatchObject({ exitCode: 0 });
  const seconds = Number(process.hrtime.bigint() - begun) / 1e9;
  const megabytes = host.newest(kind.split(" ")[0] ?? "").size / 1e6;
  process.stderr.write(
    `${kind}: ${megabytes.toFixed(1)} MB in ${seconds.toFixed(1)} s, ${((seconds / megabytes) * 1000).toFixed(0)} s/GB\n`,
  );
}

test("backups and restores of a database and of Redis take a time that is measured", async () => {
  const [postgres, redis] = [new PostgresServer(), new ShardedRedis({})];
  stop.push(
    () => host.stop(),
    () => postgres.stop(),
    () => redis.stop(),
  );
  await Promise.all([postgres.start(), redis.start()]);
  const { REDIS_HOST, REDIS_PORT, REDIS_PASSWORD = "" } = redis.settings;
  for (const name of ["postgres-owner", "postgres-readonly"]) host.secrets[`of-${name}`] = postgres.password;
  host.secrets["of-redis-app"] = REDIS_PASSWORD;
  const database = {
    host: postgres.host,
    port: "5432",
    name: "shop",
    owner: "shop_owner",
    users: { readonly: "shop_readonly" },
  };
  await host.start("worker", { database, redis: { host: REDIS_HOST, port: REDIS_PORT, users: { app: redis.user } } });
  const programs = { AINAV_PG_BIN: POSTGRES_BIN, AINAV_PG_SSLMODE: "disable", AINAV_PART_BYTES: String(32 << 20) };
  Object.assign(host.machine.environment, programs);
  const accounts = ["owner", "app", "readonly", "exporter"].map(
    (name) => `CREATE ROLE shop_${name} LOGIN PASSWORD :'password';`,
  );
  await postgres.sql(`\\set password \`printf %s "$PGPASSWORD"\`\n${accounts.join("\n")}
    ALTER ROLE shop_owner CREATEDB; GRANT pg_monitor TO shop_owner WITH ADMIN OPTION; GRANT pg_signal_backend TO shop_owner;
    CREATE DATABASE shop OWNER shop_owner`);
  await postgres.sql(host.machine.read("opt/ainav/database/roles.sql"), "shop", "shop_owner");
  // Numbers of 3.2 kB a row, compressed to about half: what texts and vectors are like.
  const rows = Math.ceil((MEGABYTES * 1e6) / 3200);
  await postgres.sql(
    `CREATE TABLE data AS SELECT n, (SELECT string_agg(md5(n::text || m), '') FROM generate_series(1, 100) m) AS text
     FROM generate_series(1, ${rows}) n`,
    "shop",
    "shop_owner",
  );
  const script = `for number = 1, ${rows} do
    local text = "" for piece = 1, 80 do text = text .. redis.sha1hex(number .. ":" .. piece) end
    redis.call("SET", "{a}" .. number, text) end`;
  await redis.inspect("EVAL", script, "1", "{a}1");
  for (const kind of ["postgres", "redis"]) {
    await measure(`${kind} backup`, () => host.backup(kind));
    await measure(`${kind} restore`, () => host.restore(kind, "--into", "copy_"));
  }
}, 600_000);
