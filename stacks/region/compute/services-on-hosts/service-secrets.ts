import type { Services } from "../../../../environments/schema/services/services";
import { schemaOwner } from "../../../../environments/schema/services/services";
import { MIGRATION_SECRET, SERVICE_SECRETS, type ServiceSecret } from "../../../application-settings";
import type { SecretPurpose } from "../../../conventions/secrets";
import type { ServicesOnHost } from "../host-kinds";
import { type NamedService, placedServices } from "./placed-services";

/** The name of the compose service that migrates the database. */
export const MIGRATION = "migration";

/** The folder of a host below which each consumer of secrets has a folder with its files. */
const SECRETS_FOLDER = "/run/ainav/secrets";

/** The folder in which a container finds its secrets. */
export const MOUNTED_SECRETS = "/run/secrets";

/** The folder of a host below which each service that uses buckets has a folder with keys for them. */
const KEYS_FOLDER = "/run/ainav/bucket-keys";

/** The folder in which a container finds its keys for buckets, and the variable that has the file's path. */
export const MOUNTED_KEYS = "/run/bucket-keys";
export const KEYS_VARIABLE = { OSS_KEYS_FILE: `${MOUNTED_KEYS}/keys.json` } as const;

/** The folder of a service's keys for buckets on a host. */
export function keysFolder(service: string): string {
  return `${KEYS_FOLDER}/${service}`;
}

/** Whether a service uses buckets. */
export function usesBuckets({ needs }: Pick<NamedService, "needs">): boolean {
  return needs.includes("oss");
}

/** The services of a host that use buckets, with the users of their containers, as JSON, for its program `bucket-keys`. */
export function bucketUsers(runs: ServicesOnHost, services: Services): string {
  const users = placedServices(runs, services).filter(usesBuckets);
  return `${JSON.stringify(
    users.map(({ name, userId }) => ({ service: name, userId })),
    undefined,
    2,
  )}\n`;
}

/** The folder of a consumer's secrets on a host. */
export function secretsFolder(consumer: string): string {
  return `${SECRETS_FOLDER}/${consumer}`;
}

/** The secrets of a service: one for each of its needs that has a password. */
export function secretsOfService({ needs }: Pick<NamedService, "needs">): ServiceSecret[] {
  return needs.flatMap((need) => SERVICE_SECRETS[need] ?? []);
}

/** The variables by which a container finds the files of its secrets, such as `POSTGRES_PASSWORD_FILE`. */
export function secretVariables(secrets: readonly ServiceSecret[]): Record<string, string> {
  return Object.fromEntries(
    secrets.map(({ variable, purpose }) => [`${variable}_FILE`, `${MOUNTED_SECRETS}/${purpose}`]),
  );
}

/** Who gets which secrets as files, for the host's program `secret-files`. */
interface Consumer {
  readonly consumer: string;
  /** The user in the container. */
  readonly userId: number;
  readonly purposes: readonly SecretPurpose[];
}

/**
 * The consumers of secrets on a host, as JSON: its services, and the migration. A service without secrets is none.
 */
export function secretConsumers(runs: ServicesOnHost, services: Services): string {
  const consumers: Consumer[] = placedServices(runs, services).map((service) => ({
    consumer: service.name,
    userId: service.userId,
    purposes: secretsOfService(service).map(({ purpose }) => purpose),
  }));
  if (runs === "workers") {
    const { userId } = schemaOwner(services);
    consumers.push({ consumer: MIGRATION, userId, purposes: [MIGRATION_SECRET.purpose] });
  }
  const needing = consumers.filter(({ purposes }) => purposes.length > 0);
  return `${JSON.stringify(needing, undefined, 2)}\n`;
}
