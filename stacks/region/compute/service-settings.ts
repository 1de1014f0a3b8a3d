import type { Surroundings } from "../../surroundings";
import { HOST_KINDS, type HostKind } from "./host-kinds";

/** What the services of a kind of host are told: where things are, and under which names the secrets are kept. */
export function serviceSettings(kind: HostKind, surroundings: Surroundings): Record<string, unknown> {
  const { usesPlatform, secrets, buckets } = HOST_KINDS[kind];
  const { hostName, database, redis, searchUrl, secretName, bucketName } = surroundings;
  return {
    ...(usesPlatform && { hostName, database, redis, searchUrl }),
    ...(secrets.length > 0 && { secrets: Object.fromEntries(secrets.map((role) => [role, secretName(role)])) }),
    ...(buckets.length > 0 && { buckets: Object.fromEntries(buckets.map((role) => [role, bucketName(role)])) }),
  };
}
