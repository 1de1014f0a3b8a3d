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
  /** The user in the container. With `hostUser`, a user of the host itself. */
  readonly userId: number;
  readonly hostUser?: true;
  readonly purposes: readonly SecretPurpose[];
}

/**
 * The consumers of secrets on a host, as JSON.
 *
 * @param hasRegistryPassword whether the image registry asks for a password
 */
export function secretConsumers(runs: ServicesOnHost, services: Services, hasRegistryPassword: boolean): string {
  const consumers: Consumer[] = placedServices(runs, services).map((service) => ({
    consumer: service.name,
    userId: service.userId,
    purposes: secretsOfService(service).map(({ purpose }) => purpose),
  }));
  if (runs === "workers") {
    const { userId } = schemaOwner(services);
    consumers.push({ consumer: MIGRATION, userId, purposes: [MIGRATION_SECRET.purpose] });
  }
  if (hasRegistryPassword) {
    consumers.push({ consumer: "registry", userId: 0, hostUser: true, purposes: ["registry-pull"] });
  }
  return `${JSON.stringify(consumers, undefined, 2)}\n`;
}
