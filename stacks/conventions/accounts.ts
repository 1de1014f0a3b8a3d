/** The database of every service (requirement: database-name). */
export const DATABASE = "ainav";

/** The accounts of PostgreSQL, by what they may do. */
export const DATABASE_USERS = {
  /** Owns the schema: migrations. */
  owner: "ainav_owner",
  /** Reads and writes rows: services and workers. */
  app: "ainav_app",
  /** Only reads: dumps and people. */
  readonly: "ainav_readonly",
  /** Only sees statistics: monitoring. */
  exporter: "ainav_exporter",
} as const;

/** The accounts of Redis, by what they may do. */
export const REDIS_USERS = { app: "app", exporter: "exporter" } as const;
