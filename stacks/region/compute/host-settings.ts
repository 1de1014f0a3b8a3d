import type { HostKind } from "../../conventions/role-names";
import type { Surroundings } from "../../surroundings";
import { HOST_KINDS } from "./host-kinds";

/** The settings for the services of a kind of host: addresses, and the names under which secrets are stored. */
export function hostSettings(kind: HostKind, surroundings: Surroundings): Record<string, unknown> {
  const { usesPlatform, secrets, buckets } = HOST_KINDS[kind];
  const { siteHost, database, databaseUser, redis, searchUrl, secretName, bucketName } = surroundings;
  return {
    ...(usesPlatform && {
      hostName: siteHost,
      database: { ...database, owner: databaseUser("owner") },
      redis,
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
