/**
 * PostgreSQL as a program. It reads a list of steps from standard input, runs them in one session of a new database,
 * and writes their results. It is a process of its own, because Jest cannot load WebAssembly modules that import
 * themselves.
 *
 * Step: { "as": role, "sql": text }; result: { "rows": [...] } of the last statement, or { "error": text, "hint": text }.
 */
import { readFileSync } from "node:fs";
import { PGlite } from "@electric-sql/pglite";
import { vector } from "@electric-sql/pglite/vector";

const database = await PGlite.create({ extensions: { vector } });
const results = [];
for (const { as, sql } of JSON.parse(readFileSync(0, "utf8"))) {
  if (as) await database.exec(`SET SESSION AUTHORIZATION ${as}`);
  try {
    const answers = await database.exec(sql);
    results.push({ rows: answers.at(-1)?.rows ?? [] });
  } catch (failure) {
    const { message: error, hint } = /** @type {{ message: string, hint?: string }} */ (failure);
    results.push({ error, hint });
    await database.exec("ROLLBACK");
  }
  await database.exec("SET SESSION AUTHORIZATION postgres");
}
await database.close();
process.stdout.write(JSON.stringify(results));
