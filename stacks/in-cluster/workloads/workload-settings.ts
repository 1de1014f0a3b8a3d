import type { BucketRole } from "../../conventions/names";
import type { Endpoint } from "../../region/data-stack";
import { SEARCH_PORT } from "./workload-traffic";

/** What workloads find around them. */
export interface WorkloadSurroundings {
  readonly database: Endpoint & { readonly name: string };
  readonly redis: Endpoint;
  /** The namespace that Meilisearch runs in, or the host while it runs on one. */
  readonly search: { readonly namespace: string } | { readonly host: string };
  readonly bucketName: (role: BucketRole) => string;
  /** The name under which the site is served. */
  readonly hostName: string;
}

/** The database's accounts, as the data stack makes them: of services and workers, and of migrations. */
export const DATABASE_USERS = { app: "ainav_app", migrations: "ainav_owner" } as const;
/** The account of Redis, as the data stack makes it. */
export const REDIS_USER = "app";

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
    MEILISEARCH_URL: `http://${"host" in search ? search.host : `meilisearch.${search.namespace}.svc`}:${SEARCH_PORT}`,
    CONTENT_API_URL: serviceUrl("content-api"),
    SEARCH_API_URL: serviceUrl("search-api"),
    // Where Alibaba Cloud's SDKs exchange a pod's token for keys: inside the VPC.
    ALIBABA_CLOUD_STS_REGION: region,
    ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED: "true",
    OSS_REGION: region,
    OSS_ENDPOINT: `https://oss-${region}-internal.aliyuncs.com`,
    ASSETS_BUCKET: bucketName("assets"),
    UPLOADS_BUCKET: bucketName("uploads"),
  };
}
