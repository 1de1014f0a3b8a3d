import type { PlatformEnvironment } from "../../environments/schema/environment";
import type { Owner } from "../../environments/schema/owner";

/** What an environment keeps in OSS. */
export type BucketRole = "assets" | "uploads" | "backups" | "logs" | "bundles" | "loki";

/** A bucket's name, unique in the world: also that of another environment, which may not be synthesized along. */
export function bucketName({ project, accountId }: Owner, environmentName: string, role: BucketRole): string {
  return `${project}-${environmentName}-${role}-${accountId}`;
}

/** A secret's name in the environment's secret store, by what it opens. */
export function secretName({ project }: Owner, environmentName: string, role: string): string {
  return `${project}/${environmentName}/${role}`;
}

/** The host name under which an environment is served. */
export function hostName({ domain }: Owner, { subdomain }: PlatformEnvironment): string {
  return subdomain === undefined ? domain : `${subdomain}.${domain}`;
}

/** The headers by which the load balancer knows who sends a request: Cloudflare, or the China CDN. */
export const ORIGIN_HEADERS = { edge: "x-origin-auth", china: "x-cdn-auth" } as const;

/** Where the China CDN pulls pages: a port of its own, because the main one answers Cloudflare's addresses only. */
export const CHINA_ORIGIN_PORT = 8443;
