import type { PlatformEnvironment } from "../../../environments/schema/environment";
import { internalPort, SERVICES_NETWORK } from "../../../environments/schema/services/host-ports";
import { webServices } from "../../../environments/schema/services/services";
import { applicationSettings } from "../../application-settings";
import { REDIS_USERS } from "../../conventions/accounts";
import type { BucketPurpose } from "../../conventions/buckets";
import { CELERY_REDIS_PREFIX } from "../../conventions/celery";
import { RELEASES_PREFIX } from "../../conventions/paths";
import { PORTS } from "../../conventions/ports";
import { HOST_KIND_NAMES, type HostKind } from "../../conventions/role-names";
import type { Surroundings } from "../../surroundings";
import { HOST_KINDS, type ServicesOnHost, secretsOf } from "./host-kinds";

/** How long Prometheus keeps what it has measured (requirement: metrics-retention). */
const METRICS_DAYS = 15;

export interface HostSettingsProps {
  readonly environment: PlatformEnvironment;
  readonly surroundings: Surroundings;
  /** The address below which the services' images are. */
  readonly imageRegistry: string;
  /** The host that keeps logs and metrics, by its name inside the VPC. */
  readonly monitoringHost: string;
  /** The role that the host takes on for the services it runs. */
  readonly servicesRoleArn: string;
  /** The value of the tag `host-group` of a kind's hosts. */
  readonly groupName: (kind: HostKind) => string;
}

/**
 * The settings for the services of a kind of host, `services` in its host.json: addresses, and names of keys and of
 * secrets. A host without services has none.
 */
export function hostSettings(kind: HostKind, props: HostSettingsProps): Record<string, unknown> {
  const { runs, isReplacedByCluster } = HOST_KINDS[kind];
  const { secretName, bucketName } = props.surroundings;
  return {
    ...(runs && platformSettings(runs, props)),
    ...named("secrets", secretsOf(kind, props.environment), secretName),
    ...named("buckets", bucketsOf(kind), bucketName),
    ...(isReplacedByCluster && { monitoring: monitoringSettings(kind, props) }),
  };
}

function platformSettings(
  runs: ServicesOnHost,
  { environment, surroundings, imageRegistry, servicesRoleArn }: HostSettingsProps,
): Record<string, unknown> {
  const { siteHost, database, databaseUser, redis, searchUrl, bucketName } = surroundings;
  return {
    hostName: siteHost,
    database: {
      ...database,
      owner: databaseUser("owner"),
      users: { app: databaseUser("app"), readonly: databaseUser("readonly"), exporter: databaseUser("exporter") },
    },
    redis: { ...redis, users: REDIS_USERS },
    celery: { redisPrefix: CELERY_REDIS_PREFIX },
    searchUrl,
    releases: { bucket: bucketName("bundles"), prefix: RELEASES_PREFIX, registry: imageRegistry },
    roleArn: servicesRoleArn,
    environment: applicationSettings(
      surroundings,
      environment.services,
      environment.region,
      // Only app hosts have services that answer.
      runs === "web-services" ? serviceUrl(environment) : undefined,
    ),
  };
}

/** The address at which a container finds a service of its own host: nginx, which knows the colour that serves. */
function serviceUrl({ services }: PlatformEnvironment): (name: string) => string {
  const ports = new Map(webServices(services).map(({ name, ports: { host } }) => [name, host]));
  return (name) => `http://${SERVICES_NETWORK.gateway}:${internalPort(ports.get(name) as number)}`;
}

function monitoringSettings(
  kind: HostKind,
  { environment, surroundings, monitoringHost, groupName }: HostSettingsProps,
): Record<string, unknown> {
  const { search, siteHost } = surroundings;
  const lokiUrl = `http://${monitoringHost}:${PORTS.loki}`;
  if (!HOST_KINDS[kind].findsHosts) return { lokiUrl };
  const watched = HOST_KIND_NAMES.filter((name) => HOST_KINDS[name].isReplacedByCluster);
  return {
    lokiUrl,
    groups: Object.fromEntries(watched.map((name) => [name, groupName(name)])),
    siteUrl: `https://${siteHost}`,
    ...("host" in search && { searchHost: search.host }),
    retentionDays: METRICS_DAYS,
    logRetentionDays: environment.operations.logRetentionDays,
  };
}

/** The buckets that a kind's programs have to know. Loki opens its own with a key, and not with the host's role. */
function bucketsOf(kind: HostKind): BucketPurpose[] {
  const used = Object.keys(HOST_KINDS[kind].buckets) as BucketPurpose[];
  return HOST_KINDS[kind].secrets.includes("loki-access-key-id") ? [...used, "loki"] : used;
}

/** The names of things by their purposes, as one setting. No setting when there are none. */
function named<P extends string>(
  setting: string,
  purposes: readonly P[],
  name: (purpose: P) => string,
): Record<string, unknown> {
  if (purposes.length === 0) return {};
  return { [setting]: Object.fromEntries(purposes.map((purpose) => [purpose, name(purpose)])) };
}
