import type { PlatformEnvironment } from "../../environments/schema/environment";
import type { Owner } from "../../environments/schema/owner";
import type { BucketPurpose } from "./buckets";
import type { SecretPurpose } from "./secrets";

/** The name of a bucket, which is unique in the world. The environment need not be part of the synthesis. */
export function bucketName({ project, accountId }: Owner, environmentName: string, purpose: BucketPurpose): string {
  return `${project}-${environmentName}-${purpose}-${accountId}`;
}

/** The name of the bucket and of the log project of the account's audit trail. */
export function auditName({ project, accountId }: Owner): string {
  return `${project}-audit-${accountId}`;
}

/** The name of the identity provider that knows GitHub's jobs, which the account has once. */
export function githubProviderName(project: string): string {
  return `${project}-github`;
}

/** Its ARN. The provider need not exist. */
export function githubProviderArn(accountId: string, project: string): string {
  return `acs:ram::${accountId}:oidc-provider/${githubProviderName(project)}`;
}

/** The name of the prepared command by which hosts release. @param action what the program `release` is told */
export function releaseCommandName(project: string, environmentName: string, action: string): string {
  return `${project}-${environmentName}-release-${action}`;
}

/** The prefix of the names of an environment's secrets. */
export function secretPrefix({ project }: Owner, environmentName: string): string {
  return `${project}/${environmentName}`;
}

/** The name of a secret in the environment's secret store. */
export function secretName(owner: Owner, environmentName: string, purpose: SecretPurpose): string {
  return `${secretPrefix(owner, environmentName)}/${purpose}`;
}

/** The host name under which an environment is served. */
export function siteHost({ domain }: Owner, { subdomain }: PlatformEnvironment): string {
  return subdomain === undefined ? domain : `${subdomain}.${domain}`;
}

/** The name of everything that belongs to a service in the cluster. */
export function objectName({ project }: Owner, service: string): string {
  return `${project}-${service}`;
}

/** The namespace of the services in the cluster. */
export function applicationNamespace({ project }: Owner): string {
  return project;
}

/** The zone of names that only the environment's VPC resolves. */
export function privateZoneName({ project }: Owner, environmentName: string): string {
  return `${environmentName}.${project}.internal`;
}

/** The labels of single hosts in that zone. */
export const HOST_LABELS = { search: "search", monitoring: "monitoring" } as const;
export type HostLabel = (typeof HOST_LABELS)[keyof typeof HOST_LABELS];
