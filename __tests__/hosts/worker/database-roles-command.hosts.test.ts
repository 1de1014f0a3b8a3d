import { readFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { HostMachine } from "../../support/hosts/host-machine";
import { MetadataServer } from "../../support/hosts/metadata-server";
import { OpenApiServer } from "../../support/hosts/openapi-server";

describe("the database-roles command", () => {
  let host: HostMachine;
  let metadata: MetadataServer;
  let oos: OpenApiServer;

  beforeEach(async () => {
    oos = new OpenApiServer({ GetSecretParameter: ({ Name }) => ({ Parameter: { Value: `of ${Name} \\"$x` } }) });
    host = new HostMachine();
    host.lay("every", "worker");
    metadata = new MetadataServer();
    await Promise.all([metadata.start(), oos.start()]);
    Object.assign(host.environment, { AINAV_METADATA_URL: metadata.url, AINAV_OPENAPI_URL: oos.url });
    host.fake(
      "psql",
      'echo "PGPASSWORD=$PGPASSWORD $PGUSER@$PGHOST:$PGPORT/$PGDATABASE $PGSSLMODE"; exit "${STATUS:-0}"',
    );
    const database = { host: "pg.example", port: "3433", name: "ainav", owner: "ainav_owner" };
    host.settings({ services: { database, secrets: { "postgres-owner": "owner-password" } } });
  });
  afterEach(async () => {
    host.remove();
    await Promise.all([metadata.stop(), oos.stop()]);
    expect([...metadata.failures, ...oos.failures]).toEqual([]);
  });

  const databaseRoles = () => host.run("opt/ainav/bin/database-roles");

  test("runs the script as the owner, over TLS, in one transaction that stops at the first error", async () => {
    expect(await databaseRoles()).toMatchObject({
      exitCode: 0,
      output: 'PGPASSWORD=of owner-password \\"$x ainav_owner@pg.example:3433/ainav require',
    });
    const [call] = host.calls;
    for (const flag of ["--no-psqlrc", "--single-transaction", "--set=ON_ERROR_STOP=1"]) expect(call).toContain(flag);
    const file = /--file=(\S+)/.exec(call ?? "")?.[1] ?? "";
    expect(readFileSync(path.join(host.root, file), "utf8")).toContain("GRANT");
    expect(call).not.toContain("owner-password");
  });

  test("fails as psql does", async () => {
    host.environment.STATUS = "3";
    expect(await databaseRoles()).toMatchObject({ exitCode: 3 });
  });

  test("does not start psql without the password", async () => {
    metadata.withoutKeys = 1000;
    expect((await databaseRoles()).exitCode).toBe(1);
    expect(host.calls).toEqual([]);
  });

  test.each([{}, { database: { host: "pg.example" } }])("says what is missing from %j", async (services) => {
    host.settings({ services });
    const { exitCode, output } = await databaseRoles();
    expect(exitCode).toBe(1);
    expect(output).toContain('the settings of this host lack services.database or services.secrets["postgres-owner"]');
  });
});
