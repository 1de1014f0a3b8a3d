import { type Services, webServices } from "../../../environments/schema/services/services";
import { REDIS_USERS } from "../../conventions/accounts";
import { CELERY_REDIS_PREFIX } from "../../conventions/celery";
import { ossEndpoint } from "../../conventions/endpoints";
import type { Surroundings } from "../../surroundings";

/**
 * The environment variables that every service gets. They have addresses and names, and nothing secret. Passwords come
 * from the Secrets that the cluster makes. `docs/application.md` says what services do with them.
 *
 * @param serviceUrl the address of a service inside the namespace
 */
export function applicationSettings(
  { database, databaseUser, redis, searchUrl, bucketName, siteHost }: Surroundings,
  services: Services,
  region: string,
  serviceUrl: (name: string) => string,
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
    ...serviceUrls(services, serviceUrl),
    // Alibaba Cloud's SDKs exchange a pod's token for keys at this address, which is inside the VPC.
    ALIBABA_CLOUD_STS_REGION: region,
    ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED: "true",
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
