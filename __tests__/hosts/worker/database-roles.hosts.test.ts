import { readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "@jest/globals";
import execa from "execa";
import { HOSTS } from "../../support/hosts/host-machine";
import { PROJECT_ROOT } from "../../support/project-root";

interface Step {
  readonly as?: string;
  readonly sql: string;
}

interface Result {
  readonly rows?: Record<string, unknown>[];
  readonly error?: string;
  readonly hint?: string;
}

const errors = (results: readonly Result[]) => results.map(({ error }) => error);

/**
 * A new PostgreSQL for the tests of one `describe`, which takes seconds to start. What is returned plans statements, to
 * be run in order before the first test; and that returns what came of them.
 */
function database(...preparation: Step[]): (...steps: Step[]) => () => Result[] {
  const planned = [...preparation];
  let results: Result[] = [];
  beforeAll(async () => {
    const input = JSON.stringify(planned);
    const { stdout } = await execa(
      process.execPath,
      [path.join(PROJECT_ROOT, "__tests__/support/hosts/postgres.mjs")],
      { input },
    );
    results = JSON.parse(stdout);
    expect(errors(results.slice(0, preparation.length)).filter(Boolean)).toEqual([]);
  });
  return (...steps) => {
    const from = planned.length;
    planned.push(...steps);
    return () => results.slice(from, from + steps.length);
  };
}

const SCRIPT = readFileSync(path.join(HOSTS, "worker/opt/ainav/database/roles.sql"), "utf8");

/** What PGlite calls its only database. */
const DATABASE = "template1";

/** The database as RDS has it: owned by a privileged account that may pass on pg_monitor, and is no superuser. */
const RDS: Step[] = [
  { sql: "CREATE ROLE shop_owner LOGIN CREATEROLE; GRANT pg_monitor TO shop_owner WITH ADMIN OPTION" },
  { sql: "CREATE ROLE shop_app LOGIN; CREATE ROLE shop_readonly LOGIN; CREATE ROLE shop_exporter LOGIN" },
  { sql: `CREATE ROLE passer_by LOGIN; ALTER DATABASE ${DATABASE} OWNER TO shop_owner` },
  // As PostgreSQL 14 and older made it, and an upgraded database still has it.
  { sql: "GRANT ALL ON SCHEMA public TO PUBLIC; CREATE TABLE not_ours (n int)" },
];

const owner = (sql: string): Step => ({ as: "shop_owner", sql });

describe("in a database in which the script ran twice, with tables from before and after,", () => {
  const run = database(
    ...RDS,
    owner("CREATE TABLE old (id serial PRIMARY KEY, name text); CREATE VIEW names AS SELECT name FROM old"),
    // RDS lets privileged accounts make the extensions on its list; elsewhere it takes a superuser.
    { sql: "ALTER ROLE shop_owner SUPERUSER" },
    owner(SCRIPT),
    { sql: "ALTER ROLE shop_owner NOSUPERUSER" },
    owner("CREATE TABLE new (id serial PRIMARY KEY, embedding vector(3)); CREATE INDEX ON new (id)"),
    owner(SCRIPT),
    owner("CREATE SCHEMA later; CREATE TABLE later.more (n int)"),
  );

  const app = (sql: string): Step => ({ as: "shop_app", sql });
  const written = run(
    app("INSERT INTO old (name) VALUES ('a'), ('b') RETURNING id"),
    app("UPDATE old SET name = 'c' WHERE name = 'a'; DELETE FROM old WHERE name = 'b'; SELECT name FROM names"),
    app("INSERT INTO new (embedding) VALUES ('[1,0,0]'), ('[0,1,0]'), ('[0,0,1]') RETURNING id"),
    app("SELECT id FROM new ORDER BY embedding <-> '[0.1,0.9,0]' LIMIT 1"),
    app("INSERT INTO later.more VALUES (1); SELECT n FROM later.more"),
  );
  test("the application reads and writes what the owner makes, and finds neighbours", () => {
    expect(written()).toEqual([
      { rows: [{ id: 1 }, { id: 2 }] },
      { rows: [{ name: "c" }] },
      { rows: [{ id: 1 }, { id: 2 }, { id: 3 }] },
      { rows: [{ id: 2 }] },
      { rows: [{ n: 1 }] },
    ]);
  });

  const refusals = {
    "CREATE TABLE t (n int)": "permission denied for schema public",
    "CREATE TABLE later.t (n int)": "permission denied for schema later",
    "CREATE SCHEMA s": `permission denied for database ${DATABASE}`,
    "CREATE TEMPORARY TABLE t (n int)": `permission denied to create temporary tables in database "${DATABASE}"`,
    "ALTER TABLE old ADD COLUMN n int": "must be owner of table old",
    "DROP TABLE new": "must be owner of table new",
    "TRUNCATE new": "permission denied for table new",
    "CREATE INDEX ON new USING hnsw (embedding vector_l2_ops)": "must be owner of table new",
    "SET ROLE shop_owner": 'permission denied to set role "shop_owner"',
    "SELECT * FROM not_ours": "permission denied for table not_ours",
  };
  const defined = run(...Object.keys(refusals).map(app));
  test("the application makes, changes and drops nothing itself", () => {
    expect(errors(defined())).toEqual(Object.values(refusals));
  });

  const reader = (sql: string): Step => ({ as: "shop_readonly", sql });
  const read = run(
    reader("SELECT name FROM names UNION ALL SELECT name FROM old"),
    reader("SELECT embedding <-> '[1,0,0]' AS distance FROM new ORDER BY id LIMIT 1"),
  );
  const readerRefusals = {
    "INSERT INTO old (name) VALUES ('b')": "permission denied for table old",
    "UPDATE new SET embedding = NULL": "permission denied for table new",
    "DELETE FROM later.more": "permission denied for table more",
    "SELECT nextval('new_id_seq')": "permission denied for sequence new_id_seq",
    "CREATE TABLE t (n int)": "permission denied for schema public",
  };
  const changed = run(...Object.keys(readerRefusals).map(reader));
  test("a reader reads, and writes nothing", () => {
    expect(read()).toEqual([{ rows: [{ name: "c" }, { name: "c" }] }, { rows: [{ distance: 0 }] }]);
    expect(errors(changed())).toEqual(Object.values(readerRefusals));
  });

  const exporter = (sql: string): Step => ({ as: "shop_exporter", sql });
  const watched = run(
    exporter("SELECT pg_has_role('pg_monitor', 'USAGE') AS monitor, pg_database_size(current_database()) > 0 AS size"),
    exporter("SHOW data_directory"),
  );
  const peeked = run(...["old", "new", "later.more"].map((table) => exporter(`SELECT * FROM ${table}`)));
  test("the exporter reads statistics of everybody, and no table", () => {
    expect(watched()[0]?.rows).toEqual([{ monitor: true, size: true }]);
    expect(watched()[1]?.error).toBeUndefined();
    expect(errors(peeked())).toEqual([
      "permission denied for table old",
      "permission denied for table new",
      "permission denied for schema later",
    ]);
  });

  const may = (role: string, privilege: string) =>
    `has_database_privilege('${role}', '${DATABASE}', '${privilege}') AS "${privilege}"`;
  const privileges = run(
    ...["passer_by", "shop_app", "shop_owner"].map((role) => ({
      sql: `SELECT ${["CONNECT", "TEMPORARY", "CREATE"].map((privilege) => may(role, privilege)).join(", ")}`,
    })),
  );
  const made = run({ as: "passer_by", sql: "CREATE TABLE t (n int)" });
  test("everybody else may neither connect nor make anything", () => {
    expect(privileges().map(({ rows }) => rows)).toEqual([
      [{ CONNECT: false, TEMPORARY: false, CREATE: false }],
      [{ CONNECT: true, TEMPORARY: false, CREATE: false }],
      [{ CONNECT: true, TEMPORARY: true, CREATE: true }],
    ]);
    expect(errors(made())).toEqual(["permission denied for schema public"]);
  });
});

describe("the script refuses", () => {
  const run = database(...RDS);

  const byAnother = run({ sql: SCRIPT });
  test("to be run by somebody else, whose default privileges would give nothing", () => {
    expect(errors(byAnother())).toEqual(["this is for the account <prefix>_owner to run, not for postgres"]);
  });

  run({ sql: `ALTER DATABASE ${DATABASE} OWNER TO postgres` });
  const elsewhere = run(owner(SCRIPT));
  run({ sql: `ALTER DATABASE ${DATABASE} OWNER TO shop_owner` });
  test("a database that the owner does not own", () => {
    expect(errors(elsewhere())).toEqual([`shop_owner does not own database ${DATABASE}`]);
  });

  run({ sql: "DROP ROLE shop_app; DROP ROLE shop_exporter" });
  const without = run(owner(SCRIPT));
  test("to go on without a role, and names all that are missing", () => {
    expect(without()).toEqual([
      {
        error: "no such role: shop_app, shop_exporter",
        hint: "Accounts are made with the RDS instance: deploy the stack that has it, then run this again.",
      },
    ]);
  });
});
