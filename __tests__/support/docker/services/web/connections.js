import { readFileSync } from "node:fs";
import pg from "pg";
import { createClient } from "redis";

/** A secret: the variable's value, or what the file that `<NAME>_FILE` names has now. */
function secret(name) {
  const file = process.env[`${name}_FILE`];
  return file === undefined ? process.env[name] : readFileSync(file, "utf8").trim();
}

/** Asks the database. @throws when it does not answer */
export async function askDatabase() {
  const { DATABASE_HOST, DATABASE_PORT, DATABASE_NAME, DATABASE_USER } = process.env;
  const client = new pg.Client({
    host: DATABASE_HOST,
    port: Number(DATABASE_PORT),
    database: DATABASE_NAME,
    user: DATABASE_USER,
    password: secret("POSTGRES_PASSWORD"),
    connectionTimeoutMillis: 2000,
  });
  // A connection that the server ends is an event too, which would end the process.
  client.on("error", () => undefined);
  await client.connect();
  try {
    await client.query("SELECT 1");
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Asks Redis. @throws when it does not answer */
export async function askRedis() {
  const { REDIS_HOST, REDIS_PORT, REDIS_USER } = process.env;
  const socket = { host: REDIS_HOST, port: Number(REDIS_PORT), connectTimeout: 2000, reconnectStrategy: false };
  const client = createClient({ username: REDIS_USER, password: secret("REDIS_PASSWORD"), socket });
  client.on("error", () => undefined);
  await client.connect();
  await client.ping();
  client.destroy();
}

/** Asks another service for its health. @throws when it is not well */
export async function askService(url) {
  const { ok, status } = await fetch(`${url}/api/health`, { signal: AbortSignal.timeout(4000) });
  if (!ok) throw new Error(`${url} answers ${status}`);
}

/** Asks each of these. @returns `ok` or the error, by name */
export async function answers(asked) {
  const entries = await Promise.all(
    Object.entries(asked).map(async ([name, ask]) => [name, await ask().then(() => "ok", String)]),
  );
  return Object.fromEntries(entries);
}

/** An answer of 200 when all is well, or else of 503. */
export function reachAnswer(results) {
  const status = Object.values(results).every((result) => result === "ok") ? 200 : 503;
  return Response.json(results, { status });
}
