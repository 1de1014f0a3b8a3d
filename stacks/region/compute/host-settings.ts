import { CELERY_REDIS_PREFIX } from "../../conventions/celery";
import type { HostKind } from "../../conventions/role-names";
import type { Surroundings } from "../../surroundings";
import { HOST_KINDS } from "./host-kinds";

/** The settings for the services of a kind of host: addresses, and names of keys and of secrets. */
export function hostSettings(kind: HostKind, surroundings: Surroundings): Record<string, unknown> {
  const { usesPlatform, secrets, buckets } = HOST_KINDS[kind];
  const { siteHost, database, databaseUser, redis, searchUrl, secretName, bucketName } = surroundings;
  return {
    ...(usesPlatform && {
      hostName: siteHost,
      database: { ...database, owner: databaseUser("owner") },
      redis,
      celery: { redisPrefix: CELERY_REDIS_PREFIX },
      searchUrl,
    }),
    ...(secrets.length > 0 && {
      secrets: Object.fromEntries(secrets.map((purpose) => [purpose, secretName(purpose)])),
    }),
    ...(buckets.length > 0 && {
      buckets: Object.fromEntries(buckets.map((purpose) => [purpose, bucketName(purpose)])),
    }),
  };
}
