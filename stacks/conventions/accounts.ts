import type { Owner } from "../../environments/schema/owner";

/**
 * The accounts of PostgreSQL, by what they may do:
 *
 * - `owner` owns the schema. Migrations use it.
 * - `app` reads and writes rows. Services and workers use it.
 * - `readonly` only reads. Dumps and people use it.
 * - `exporter` only sees statistics. Monitoring uses it.
 */
export type DatabaseRole = "owner" | "app" | "readonly" | "exporter";

/**
 * The name of the database account with a role. `hosts/worker/opt/ainav/database/roles.sql` finds the other names by the
 * owner's.
 */
export function databaseUser({ databaseAccountPrefix }: Owner, role: DatabaseRole): string {
  return `${databaseAccountPrefix}_${role}`;
}

/** The accounts of Redis, by what they may do. */
export const REDIS_USERS = { app: "app", exporter: "exporter" } as const;
