import type { Surroundings } from "../../surroundings";
import { HOST_KINDS, type HostKind } from "./host-kinds";

/** The settings for the services of a kind of host: addresses, and the names under which secrets are stored. */
export function serviceSettings(kind: HostKind, surroundings: Surroundings): Record<string, unknown> {
  const { usesPlatform, secrets, buckets } = HOST_KINDS[kind];
  const { hostName, database, redis, searchUrl, secretName, bucketName } = surroundings;
  return {
    ...(usesPlatform && { hostName, database, redis, searchUrl }),
    ...(secrets.length > 0 && { secrets: Object.fromEntries(secrets.map((role) => [role, secretName(role)])) }),
    ...(buckets.length > 0 && { buckets: Object.fromEntries(buckets.map((role) => [role, bucketName(role)])) }),
  };
}
