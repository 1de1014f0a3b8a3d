/** The database that all services use (requirement: database-name). */
export const DATABASE = "ainav";

/** The accounts of PostgreSQL, by what they may do. */
export const DATABASE_USERS = {
  /** Owns the schema. Migrations use it. */
  owner: "ainav_owner",
  /** Reads and writes rows. Services and workers use it. */
  app: "ainav_app",
  /** Only reads. Dumps and people use it. */
  readonly: "ainav_readonly",
  /** Only sees statistics. Monitoring uses it. */
  exporter: "ainav_exporter",
} as const;

/** The accounts of Redis, by what they may do. */
export const REDIS_USERS = { app: "app", exporter: "exporter" } as const;
