import type { Endpoint } from "./data";
import type { BucketRole } from "./names";

/** What workloads find around them. */
export interface WorkloadSurroundings {
  readonly database: Endpoint & { readonly name: string };
  readonly redis: Endpoint;
  /** Where Meilisearch answers, and the namespace that it runs in; none while it runs on a host. */
  readonly search: { readonly url: string; readonly namespace?: string };
  readonly bucketName: (role: BucketRole) => string;
  /** The name under which the site is served. */
  readonly hostName: string;
}

/** The database's accounts, as the data stack makes them: of services and workers, and of migrations. */
export const DATABASE_USERS = { app: "ainav_app", migrations: "ainav_owner" } as const;
/** The account of Redis, as the data stack makes it. */
const REDIS_USER = "app";

/**
 * The environment variables that every workload gets: where things are, and nothing secret. Passwords come from the
 * secrets that the cluster makes.
 *
 * @param serviceUrl the address of a service inside the namespace
 */
export function workloadSettings(
  { database, redis, search, bucketName, hostName }: WorkloadSurroundings,
  region: string,
  serviceUrl: (name: string) => string,
): Record<string, string> {
  return {
    SITE_URL: `https://${hostName}`,
    DATABASE_HOST: database.host,
    DATABASE_PORT: database.port,
    DATABASE_NAME: database.name,
    DATABASE_USER: DATABASE_USERS.app,
    REDIS_HOST: redis.host,
    REDIS_PORT: redis.port,
    REDIS_USER,
    MEILISEARCH_URL: search.url,
    CONTENT_API_URL: serviceUrl("content-api"),
    SEARCH_API_URL: serviceUrl("search-api"),
    OSS_REGION: region,
    OSS_ENDPOINT: `https://oss-${region}-internal.aliyuncs.com`,
    ASSETS_BUCKET: bucketName("assets"),
    UPLOADS_BUCKET: bucketName("uploads"),
  };
}
