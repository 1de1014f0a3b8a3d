import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Services } from "../../../../environments/schema/services/services";
import { docker } from "../../../support/docker/docker";
import { publicImages } from "../../../support/docker/stand-ins";
import { production } from "../../../support/fixture/environments/production";
import { checked } from "../../../support/fixture/stacks";
import { OpenApiServer } from "../../../support/hosts/openapi-server";
import { ReleaseHost } from "../../../support/release/release-host";
import { ReleaseWorld } from "../../../support/release/release-world";
import { until } from "../../../support/release/until";

const NAME = "workers";
const DATABASE = `${NAME}-database`;
const PASSWORD = randomBytes(12).toString("hex");
/** The number of the lock, as the program has it. */
const LOCK = 5201609;

const services = (() => {
  const { "celery-worker": worker, crawlers, "content-api": owner } = checked(production).services;
  if (worker?.kind !== "worker" || !crawlers || !owner) throw new Error("the fixture lacks a service");
  const { liveness, startup } = worker.probes;
  const patience = { periodSeconds: 1, timeoutSeconds: 1 };
  const probes = {
    startup: { ...startup, ...patience, failures: 20 },
    liveness: { ...liveness, ...patience, failures: 3 },
  };
  return { "celery-worker": { ...worker, probes, longestTaskSeconds: 1 }, crawlers, "content-api": owner } as Services;
})();

const world = new ReleaseWorld();
const openApi = new OpenApiServer({ GetSecretParameter: () => ({ Parameter: { Value: PASSWORD } }) });
let host: ReleaseHost;

/** Runs SQL in the database's container. @returns what it prints */
const sql = (text: string) =>
  docker(["exec", DATABASE, "psql", "--host=/tmp", "--username=ainav_owner", "--dbname=ainav", "-Atc", text]);

/** Releases, as `npm run release` does. @returns the host's output @throws when it ends with another status */
async function rollout(id: string, status = 0): Promise<string> {
  world.point("rollout", id);
  const { exitCode, output } = await host.release("rollout");
  if (exitCode !== status) throw new Error(`release ${id} ended with status ${exitCode}:\n${output}`);
  return output;
}

/** The release that the worker's container is of, or an empty text when it does not run. */
async function runs(): Promise<string> {
  const filter = `label=com.docker.compose.project=${NAME}`;
  const id = await docker(["ps", "--quiet", "--filter", filter, "--filter", "status=running"]);
  return id && (await docker(["inspect", "--format", '{{index .Config.Labels "version"}}', id]));
}

const images = () =>
  docker(["image", "ls", "--digests", "--format", "{{.Repository}}@{{.Digest}}", "--filter", "dangling=false"]);

beforeAll(async () => {
  await publicImages("pgvector/pgvector:0.8.1-pg16");
  await Promise.all([world.start(), openApi.start()]);
  const variables = { POSTGRES_USER: "ainav_owner", POSTGRES_PASSWORD: PASSWORD, POSTGRES_DB: "ainav" };
  const flags = Object.entries(variables).flatMap(([name, value]) => ["--env", `${name}=${value}`]);
  await docker(["run", "--detach", "--name", DATABASE, ...flags, "pgvector/pgvector:0.8.1-pg16"]);
  await until(
    async () => (await docker(["exec", DATABASE, "pg_isready", "--host=127.0.0.1"])).includes("accepting"),
    "the database answers",
  );
  for (const id of ["one", "two", "three"]) await world.record(id, { automation: id, "content-api": id });
  await world.record("sick-worker", { automation: "sick", "content-api": "two" });
  await world.record("sick-migration", { automation: "two", "content-api": "sick" });
  host = new ReleaseHost({
    ...{ name: NAME, number: 5, runs: "workers", services },
    settings: {
      ...world.settings,
      database: { host: "127.0.0.1", port: 5432, name: "ainav", owner: "ainav_owner" },
      secrets: { "postgres-owner": "ainav/production/postgres-owner" },
    },
    variables: { ...world.variables, AINAV_OPENAPI_URL: openApi.url, PGSSLMODE: "disable" },
  });
  await host.prepare();
  // psql of the database's own image: this machine need not have any.
  const names = ["PGHOST", "PGPORT", "PGDATABASE", "PGUSER", "PGPASSWORD", "PGSSLMODE", "PGCONNECT_TIMEOUT"];
  const passed = names.map((name) => `--env ${name}`).join(" ");
  host.machine.fake("psql", `exec docker exec --interactive ${passed} ${DATABASE} psql "$@"`);
}, 300_000);

afterAll(async () => {
  await host.remove();
  await docker(["rm", "--force", "--volumes", DATABASE]);
  await openApi.stop();
  expect(await world.stop()).toEqual([]);
}, 120_000);

describe("a release on the worker host", () => {
  test("migrates before its workers start, and once: another run of the same release does not", async () => {
    world.point("current", "one");
    expect((await host.release("current")).exitCode).toBe(0);
    const output = await rollout("two");
    expect(output.indexOf("migrate:")).toBeGreaterThan(-1);
    expect(output.indexOf("migrate:")).toBeLessThan(output.indexOf("start celery-worker"));
    expect(await runs()).toBe("two");
    expect(await rollout("two")).not.toContain("migrate:");
  }, 120_000);

  test("waits while another host migrates, and goes on when the database's lock is free", async () => {
    const taken = docker(["exec", DATABASE, "sh", "-c", holding("lock-is-held")]);
    await until(async () => (await sql(locks(true))) === "1", "the lock is held");
    const released = rollout("three");
    await until(async () => (await sql(locks(false))) === "1", "the release waits");
    expect(await runs()).toBe("two");
    await docker(["exec", DATABASE, "rm", "/tmp/lock-is-held"]);
    expect(await released).toContain("three runs");
    await taken;
    expect(await runs()).toBe("three");
    expect(await sql(locks(true))).toBe("0");
  }, 120_000);

  test("changes nothing when the migration fails", async () => {
    expect(await rollout("sick-migration", 1)).toContain("migration failed, and the release with it");
    expect(await runs()).toBe("three");
    expect(host.state).toMatchObject({ current: { id: "three" }, result: "failed" });
  }, 120_000);

  test("goes back to the worker before when the new one is not healthy, with its jobs", async () => {
    const before = host.machine.read("var/lib/ainav/release/images.env").match(/^CRAWLERS_IMAGE=.*$/m)?.[0];
    await rollout("sick-worker", 1);
    expect(await runs()).toBe("three");
    const after = host.machine.read("var/lib/ainav/release/images.env").match(/^CRAWLERS_IMAGE=.*$/m)?.[0];
    expect(after).toBe(before);
  }, 120_000);

  test("gives jobs its image, for their next run", async () => {
    const image = () => host.machine.read("var/lib/ainav/release/images.env").match(/^CRAWLERS_IMAGE=.*$/m)?.[0];
    const before = image();
    await rollout("two");
    expect(image()).not.toBe(before);
  }, 120_000);

  test("removes images that are neither of the current release nor of the one before", async () => {
    // Releases one to three were here; two is current, and three the one before.
    const kept = (await images()).split("\n").filter((image) => image.startsWith(world.images.registry));
    expect(kept).toHaveLength(4);
    expect((await host.release("rollback")).exitCode).toBe(0);
    expect(await runs()).toBe("three");
  }, 120_000);

  test("brings the current release back after the host was restarted", async () => {
    world.point("current", "three");
    const filter = `label=com.docker.compose.project=${NAME}`;
    const ids = (await docker(["ps", "--quiet", "--filter", filter])).split("\n");
    await docker(["stop", "--time", "1", ...ids]);
    expect(await runs()).toBe("");
    expect((await host.release("current")).exitCode).toBe(0);
    expect(await runs()).toBe("three");
  }, 120_000);
});

/** A shell script that holds the lock as long as a file is there. */
function holding(file: string): string {
  const session = `{ echo "SELECT pg_advisory_lock(${LOCK});"; while [ -e /tmp/${file} ]; do sleep 0.1; done; }`;
  return `touch /tmp/${file}; ${session} | psql --host=/tmp --username=ainav_owner --dbname=ainav`;
}

/** Counts the sessions that have the lock, or that wait for it. */
function locks(granted: boolean): string {
  return `SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = ${LOCK} AND granted = ${granted}`;
}
