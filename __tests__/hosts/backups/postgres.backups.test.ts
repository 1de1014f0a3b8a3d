import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { BACKUPS, BackupHost, BUNDLES } from "../../support/backups/backup-host";
import { POSTGRES_BIN, PostgresServer } from "../../support/backups/postgres-server";
import { CUT } from "../../support/oss-backend/loopback-server";

const postgres = new PostgresServer();
let host: BackupHost;

/** The accounts that the data stack makes. The owner may do what RDS's highest rank may, and is no superuser. */
const ROLES = `
  CREATE ROLE shop_owner LOGIN CREATEDB CREATEROLE PASSWORD :'password';
  GRANT pg_monitor TO shop_owner WITH ADMIN OPTION;
  GRANT pg_signal_backend TO shop_owner;
  CREATE ROLE shop_app LOGIN PASSWORD :'password';
  CREATE ROLE shop_readonly LOGIN PASSWORD :'password';
  CREATE ROLE shop_exporter LOGIN PASSWORD :'password';`;
const TABLES = `
  CREATE TABLE tools (id serial PRIMARY KEY, name text NOT NULL, embedding vector(3));
  CREATE INDEX ON tools USING hnsw (embedding vector_l2_ops);
  COMMENT ON TABLE tools IS 'what users look for';
  INSERT INTO tools (name, embedding) SELECT 'tööl ' || n, ARRAY[n, n, n]::vector FROM generate_series(1, 5000) AS n;
  CREATE SCHEMA "Odd schema";
  CREATE TABLE "Odd schema"."a | b" (n int);
  INSERT INTO "Odd schema"."a | b" VALUES (1), (2);
  CREATE TABLE events (day date) PARTITION BY RANGE (day);
  CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
  INSERT INTO events VALUES ('2026-01-09');`;
const ROWS = { "public.tools": 5000, '"Odd schema"."a | b"': 2, "public.events_2026": 1 };

beforeAll(async () => {
  await postgres.start();
  await postgres.sql(`\\set password \`printf %s "$PGPASSWORD"\`\n${ROLES}`);
});
afterAll(() => postgres.stop());

beforeEach(async () => {
  for (const name of await postgres.sql("SELECT datname FROM pg_database WHERE datname LIKE 'shop%'"))
    await postgres.sql(`DROP DATABASE ${name} WITH (FORCE)`);
  await postgres.sql("CREATE DATABASE shop OWNER shop_owner TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'");
  host = new BackupHost();
  host.secrets["of-postgres-owner"] = postgres.password;
  host.secrets["of-postgres-readonly"] = postgres.password;
  const users = { app: "shop_app", readonly: "shop_readonly", exporter: "shop_exporter" };
  const database = { host: postgres.host, port: "5432", name: "shop", owner: "shop_owner", users };
  await host.start("worker", { database });
  // This build of PostgreSQL has no TLS, and the connection is a socket.
  Object.assign(host.machine.environment, { AINAV_PG_BIN: POSTGRES_BIN, AINAV_PG_SSLMODE: "disable" });
  const roles = host.machine.read("opt/ainav/database/roles.sql");
  await postgres.sql(roles, "shop", "shop_owner");
});
afterEach(() => host.stop());

const databases = () => postgres.sql("SELECT datname FROM pg_database WHERE datname LIKE 'shop%' ORDER BY 1");
const fill = () => postgres.sql(TABLES, "shop", "shop_owner");
const restoreTest = () => host.machine.run("opt/ainav/bin/restore-test");

describe("a backup of PostgreSQL", () => {
  test("has every row at one moment, and its manifest counts them by table", async () => {
    await fill();
    host.oss.bucket(BUNDLES).store("releases/current.json", Buffer.from('{"id":"2026-11-30.1"}'));
    expect(await host.backup("postgres")).toMatchObject({ exitCode: 0 });
    const { details, key } = host.newest("postgres");
    expect(details.rows).toEqual(ROWS);
    expect(details).toMatchObject({ serverVersion: expect.stringMatching(/^16\./), release: "2026-11-30.1" });
    expect(key).toMatch(/^postgres\/\d{4}\/\d\d\/\d{8}T\d{6}Z\.dump$/);
    expect(host.machine.files.filter((file) => file.includes("pgpass"))).toEqual([]);
  });

  test("is restored as a database of its own, with vectors, indexes, comments and permissions", async () => {
    await fill();
    await host.backup("postgres");
    expect(await host.restore("postgres", "--into", "shop_copy")).toMatchObject({ exitCode: 0 });
    expect(await databases()).toEqual(["shop", "shop_copy"]);
    const read = (sql: string) => postgres.sql(sql, "shop_copy", "shop_readonly");
    expect(await read("SELECT count(*), max(name) FROM tools")).toEqual(["5000|tööl 999"]);
    expect(await read("SELECT id FROM tools ORDER BY embedding <-> '[7,7,7]' LIMIT 1")).toEqual(["7"]);
    expect(await read("SELECT obj_description('tools'::regclass)")).toEqual(["what users look for"]);
    expect(await read("SELECT count(*) FROM pg_indexes WHERE tablename = 'tools'")).toEqual(["2"]);
    expect(await postgres.sql("INSERT INTO tools (name) VALUES ('new') RETURNING id", "shop_copy", "shop_app")).toEqual(
      ["5001"],
    );
    const owner =
      "SELECT pg_get_userbyid(datdba), has_database_privilege('public', datname, 'CONNECT') FROM pg_database";
    expect(await postgres.sql(`${owner} WHERE datname = 'shop_copy'`)).toEqual(["shop_owner|f"]);
  });

  test("takes the place of the services' database, which is kept, although services are connected", async () => {
    await fill();
    await host.backup("postgres");
    await postgres.sql("DELETE FROM tools", "shop");
    const connected = postgres.sql("SELECT pg_sleep(600)", "shop", "shop_app").catch(() => "cut off");
    while ((await postgres.sql("SELECT count(*) FROM pg_stat_activity WHERE usename = 'shop_app'"))[0] !== "1");
    expect(await host.restore("postgres", "--yes")).toMatchObject({ exitCode: 0 });
    expect(await connected).toBe("cut off");
    expect(await databases()).toEqual(["shop", expect.stringMatching(/^shop_before_\d{8}t\d{6}z$/)]);
    expect(await postgres.sql("SELECT count(*) FROM tools", "shop", "shop_app")).toEqual(["5000"]);
    const [, kept = ""] = await databases();
    expect(await postgres.sql("SELECT count(*) FROM tools", kept)).toEqual(["0"]);
  });

  test("of an empty database is a backup, too", async () => {
    expect(await host.backup("postgres")).toMatchObject({ exitCode: 0 });
    expect(host.newest("postgres").details.rows).toEqual({});
    expect(await restoreTest()).toMatchObject({ exitCode: 0 });
  });

  test("is restored where the services' database is gone", async () => {
    await fill();
    await host.backup("postgres");
    await postgres.sql("DROP DATABASE shop");
    expect(await host.restore("postgres", "--yes")).toMatchObject({ exitCode: 0 });
    expect(await databases()).toEqual(["shop"]);
  });

  test("is never restored over a database that --into names, nor under a name that is none", async () => {
    await host.backup("postgres");
    expect((await host.restore("postgres", "--into", "shop")).output).toContain("choose a name that is free");
    for (const name of ["postgres", "template1", 'a"; DROP', ""])
      expect((await host.restore("postgres", "--into", name)).exitCode).toBe(1);
    expect(await databases()).toEqual(["shop"]);
  });
});

describe("what fails leaves nothing half", () => {
  test("the wrong password: no object, no file, and the last success stays in the metrics", async () => {
    await host.backup("postgres");
    const before = host.metrics("postgres");
    host.secrets["of-postgres-readonly"] = "wrong";
    const { exitCode, output } = await host.backup("postgres");
    expect(exitCode).toBe(1);
    expect(output).toContain("password authentication failed");
    expect(output).not.toContain("Traceback");
    expect(host.manifests("postgres")).toHaveLength(1);
    expect(host.metrics("postgres")).toEqual({ ...before, last_run_succeeded: 0 });
    expect(host.oss.bucket(BACKUPS).uploads.size).toBe(0);
  });

  test("a dump that ends in the middle: its object is never completed", async () => {
    await fill();
    await postgres.sql("REVOKE SELECT ON tools FROM shop_readonly", "shop");
    const { exitCode, output } = await host.backup("postgres");
    expect(exitCode).toBe(1);
    expect(output).toContain("pg_dump ended with status 1");
    expect(host.oss.keys(BACKUPS)).toEqual([]);
    expect(host.oss.bucket(BACKUPS).uploads.size).toBe(0);
  });

  test("the database goes away during the dump", async () => {
    await fill();
    host.oss.fault = (request, act) => {
      if (request.query.get("partNumber") !== "1") return undefined;
      void postgres.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'shop_readonly'");
      return act();
    };
    host.machine.environment.AINAV_PART_BYTES = "1000";
    expect((await host.backup("postgres")).exitCode).toBe(1);
    expect(host.manifests("postgres")).toEqual([]);
  });

  test("a damaged dump: no database is made, and the one before can be named", async () => {
    await fill();
    await host.backup("postgres");
    const { key } = host.newest("postgres");
    host.damage(key);
    const { exitCode, output } = await host.restore("postgres", "--yes");
    expect(exitCode).toBe(1);
    expect(output).toContain("restore one from before with --at");
    expect(await databases()).toEqual(["shop"]);
  });

  test("a restore that is killed at any of its requests, or while it loads: the services' database is as it was", async () => {
    await fill();
    await host.backup("postgres");
    await postgres.sql("DELETE FROM tools WHERE id > 4000", "shop");
    for (const fatal of [1, 2, 3, 4]) {
      let seen = 0;
      const child = host.begin("restore", "postgres", "--yes");
      host.oss.fault = () => {
        seen += 1;
        if (seen !== fatal) return undefined;
        child.kill("SIGKILL");
        return CUT;
      };
      await child;
      host.oss.fault = () => undefined;
      expect(await postgres.sql("SELECT count(*) FROM tools", "shop", "shop_app")).toEqual(["4000"]);
    }
    expect(await host.restore("postgres", "--yes")).toMatchObject({ exitCode: 0 });
    expect(await postgres.sql("SELECT count(*) FROM tools", "shop", "shop_app")).toEqual(["5000"]);
    expect(await databases()).toEqual(["shop", expect.stringMatching(/^shop_before_/)]);
  });
});

describe("the restore test", () => {
  test("loads the newest dump, counts its rows, drops it, and says so in metrics", async () => {
    await fill();
    await host.backup("postgres");
    expect(await restoreTest()).toMatchObject({
      exitCode: 0,
      output: expect.stringContaining("3 tables with 5003 rows"),
    });
    expect(await databases()).toEqual(["shop"]);
    expect(host.metrics("restore_test")).toMatchObject({
      last_run_succeeded: 1,
      size_bytes: host.newest("postgres").size,
    });
  });

  test("fails over a dump without some of the rows that its manifest counts", async () => {
    await fill();
    await host.backup("postgres");
    const manifest = host.newest("postgres");
    const rows = { ...ROWS, "public.tools": 5001, "public.lost": 1 };
    host.moveTo("2026-01-09T03:00:00Z", { ...manifest, details: { ...manifest.details, rows } });
    const { exitCode, output } = await restoreTest();
    expect(exitCode).toBe(1);
    expect(output).toContain("public.lost: no rows, not 1; public.tools: 5000 rows, not 5001");
    expect(await databases()).toEqual(["shop"]);
    expect(host.metrics("restore_test")).toEqual({ last_run_succeeded: 0 });
  });
});
