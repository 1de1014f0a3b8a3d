import type { PlatformEnvironment } from "../../environments/schema/environment";
import type { Owner } from "../../environments/schema/owner";

/** Whether an environment's load balancer answers everybody, also those who come past Cloudflare. */
export function answersEverybody({ network }: PlatformEnvironment): boolean {
  return network.webSources.includes("0.0.0.0/0");
}

/**
 * The id of the authority whose client certificates an environment's load balancer asks for. Undefined when it asks for
 * none: the owner names no authority, or visitors come past Cloudflare and have no certificate.
 */
export function clientAuthority(
  environment: PlatformEnvironment,
  { originPullAuthorityId }: Owner,
): string | undefined {
  return answersEverybody(environment) ? undefined : originPullAuthorityId;
}
