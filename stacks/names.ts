import type { Owner } from "../environments/owner";
import type { PlatformEnvironment } from "../environments/schema";

/** What an environment keeps in OSS. */
export type BucketRole = "assets" | "uploads" | "backups" | "logs" | "bundles";

/** A bucket's name, unique in the world: also that of another environment, which may not be synthesized along. */
export function bucketName({ project, accountId }: Owner, environmentName: string, role: BucketRole): string {
  return `${project}-${environmentName}-${role}-${accountId}`;
}

/** The host name under which an environment is served. */
export function hostName({ domain }: Owner, { subdomain }: PlatformEnvironment): string {
  return subdomain === undefined ? domain : `${subdomain}.${domain}`;
}
