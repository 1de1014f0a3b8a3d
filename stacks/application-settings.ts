import type { Need } from "../environments/schema/services/service";
import { type Services, webServices } from "../environments/schema/services/services";
import { REDIS_USERS } from "./conventions/accounts";
import { CELERY_REDIS_PREFIX } from "./conventions/celery";
import { ossEndpoint } from "./conventions/endpoints";
import type { SecretPurpose } from "./conventions/secrets";
import type { Surroundings } from "./surroundings";

/**
 * The environment variables that every service gets, on hosts and in the cluster. They have addresses and names, and
 * nothing secret. `docs/application.md` says what services do with them.
 *
 * @param serviceUrl the address at which a service finds another one; undefined where it finds none
 */
export function applicationSettings(
  { database, databaseUser, redis, searchUrl, bucketName, siteHost }: Surroundings,
  services: Services,
  region: string,
  serviceUrl: ((name: string) => string) | undefined,
): Record<string, string> {
  return {
    SITE_URL: `https://${siteHost}`,
    DATABASE_HOST: database.host,
    DATABASE_PORT: database.port,
    DATABASE_NAME: database.name,
    DATABASE_USER: databaseUser("app"),
    REDIS_HOST: redis.host,
    REDIS_PORT: redis.port,
    REDIS_USER: REDIS_USERS.app,
    CELERY_REDIS_PREFIX,
    MEILISEARCH_URL: searchUrl,
    ...(serviceUrl && serviceUrls(services, serviceUrl)),
    OSS_REGION: region,
    OSS_ENDPOINT: ossEndpoint(region),
    ASSETS_BUCKET: bucketName("assets"),
    UPLOADS_BUCKET: bucketName("uploads"),
  };
}

/** The addresses of all services but the site itself, as `CONTENT_API_URL` and so on. */
function serviceUrls(services: Services, serviceUrl: (name: string) => string): Record<string, string> {
  const apis = webServices(services).filter(({ paths }) => paths.length > 0);
  return Object.fromEntries(
    apis.map(({ name }) => [`${name.toUpperCase().replaceAll("-", "_")}_URL`, serviceUrl(name)]),
  );
}

/** A password that a service needs for one of its `needs`. */
export interface ServiceSecret {
  /** The variable that has it in the cluster. On hosts, the variable with `_FILE` at its end has the path of a file. */
  readonly variable: string;
  readonly purpose: SecretPurpose;
}

/** The passwords of services, by what they open. helm-values/application-secrets has the same for the cluster. */
export const SERVICE_SECRETS: Readonly<Partial<Record<Need, ServiceSecret>>> = {
  database: { variable: "POSTGRES_PASSWORD", purpose: "postgres-app" },
  redis: { variable: "REDIS_PASSWORD", purpose: "redis-app" },
  search: { variable: "MEILISEARCH_API_KEY", purpose: "search-master" },
};

/** The password of migrations, which change the schema as its owner. */
export const MIGRATION_SECRET: ServiceSecret = { variable: "POSTGRES_PASSWORD", purpose: "postgres-owner" };
