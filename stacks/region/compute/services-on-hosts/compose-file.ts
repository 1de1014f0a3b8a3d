import { stringify } from "yaml";
import { COLOURS, colourPort, SERVICES_NETWORK } from "../../../../environments/schema/services/host-ports";
import { type Services, schemaOwner } from "../../../../environments/schema/services/services";
import { MIGRATION_SECRET, type ServiceSecret } from "../../../application-settings";
import type { ServicesOnHost } from "../host-kinds";
import { type Container, container, healthCheck } from "./container";
import { type NamedService, placedServices } from "./placed-services";
import { stopSeconds } from "./seconds";
import { MIGRATION, secretsOfService, usesBuckets } from "./service-secrets";

/** The name of the compose project of the platform's services, and of its network. */
export const PROJECT = "ainav";

/** Texts that YAML 1.1 would take for numbers or truth values are in quotes. */
const STYLE = { lineWidth: 0, aliasDuplicateObjects: false, compat: "yaml-1.1" } as const;

const HEADER = `# The platform's services on this host. Generated from environments/services/: see docs/decisions/0027.
# /opt/ainav/bin/release starts them, and writes the images that the variables name.
`;

/**
 * The compose file of a host's services.
 *
 * @param databaseOwner the account of the database that owns the schema, which migrations use
 */
export function composeFile(runs: ServicesOnHost, services: Services, databaseOwner: string): string {
  const placed = placedServices(runs, services).flatMap(containersOf);
  const containers = runs === "workers" ? [...placed, migration(services, databaseOwner)] : placed;
  const document = {
    name: PROJECT,
    services: Object.fromEntries(containers),
    networks: {
      // Containers reach one another by the gateway only, where nginx is.
      [PROJECT]: {
        driver_opts: { "com.docker.network.bridge.enable_icc": "false" },
        ipam: { config: [SERVICES_NETWORK] },
      },
    },
  };
  return `${HEADER}${stringify(document, STYLE)}`;
}

type NamedContainer = readonly [name: string, container: Container];

function containersOf(service: NamedService): NamedContainer[] {
  const { name } = service;
  const secrets = secretsOfService(service);
  switch (service.kind) {
    case "service":
      return COLOURS.map((colour) => [
        `${name}-${colour}`,
        {
          ...running(service, name, secrets, `${name}-${colour}`),
          ports: [`127.0.0.1:${colourPort(service.ports.host, colour)}:${service.ports.container}`],
        },
      ]);
    case "worker":
      return [[name, { ...running(service, name, secrets, name), healthcheck: healthCheck(service) }]];
    case "cron":
      return [[name, { ...base(service, name, secrets, name), ...JOB }]];
  }
}

/** What a container that runs once has: nothing starts it again, or along with the others. */
const JOB = { profiles: ["jobs"], restart: "no" } as const;

function base(service: NamedService, consumer: string, secrets: readonly ServiceSecret[], image: string): Container {
  return container({
    imageVariable: `${image.toUpperCase().replaceAll("-", "_")}_IMAGE`,
    consumer,
    secrets,
    usesBuckets: usesBuckets(service),
    network: PROJECT,
    stopSeconds: stopSeconds(service),
    ...service,
  });
}

function running(...placement: Parameters<typeof base>): Container {
  return { ...base(...placement), restart: "unless-stopped" };
}

/**
 * The migration runs beside the workers, so it gets the memory that its service is promised, and not the most that the
 * service may take with all of its requests.
 */
function migration(services: Services, databaseOwner: string): NamedContainer {
  const owner = schemaOwner(services);
  const { memory } = owner.resources;
  const service = {
    ...owner,
    command: owner.migration,
    needs: [],
    environment: { ...owner.environment, DATABASE_USER: databaseOwner },
    resources: { ...owner.resources, memory: { ...memory, limit: memory.request } },
  };
  return [MIGRATION, { ...base(service, MIGRATION, [MIGRATION_SECRET], MIGRATION), ...JOB }];
}
