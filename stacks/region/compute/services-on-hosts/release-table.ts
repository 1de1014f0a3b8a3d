import { colourPort } from "../../../../environments/schema/services/host-ports";
import { type Services, schemaOwner } from "../../../../environments/schema/services/services";
import type { ServicesOnHost } from "../host-kinds";
import { type NamedService, placedServices } from "./placed-services";
import { DRAIN_SECONDS, startSeconds, stopSeconds } from "./seconds";

/**
 * The services of a host for its program `release`, as JSON: their kinds and images, ports by colour, and how long starts,
 * stops and jobs may take, in seconds. `migration` is null on hosts that do not migrate.
 *
 * @param project name of the compose project
 */
export function releaseTable(project: string, runs: ServicesOnHost, services: Services): string {
  const { name, image } = schemaOwner(services);
  const table = {
    project,
    services: placedServices(runs, services).map(row),
    migration: runs === "workers" ? { service: name, image } : null,
  };
  return `${JSON.stringify(table, undefined, 2)}\n`;
}

function row(service: NamedService): Readonly<Record<string, unknown>> {
  const { name, kind, image } = service;
  switch (service.kind) {
    case "service": {
      const { host } = service.ports;
      const ports = { port: host, blue: colourPort(host, "blue"), green: colourPort(host, "green") };
      const seconds = { startSeconds: startSeconds(service), drainSeconds: DRAIN_SECONDS };
      return { name, kind, image, ...ports, health: service.health, ...seconds, stopSeconds: stopSeconds(service) };
    }
    case "worker":
      return { name, kind, image, startSeconds: startSeconds(service), stopSeconds: stopSeconds(service) };
    case "cron":
      return { name, kind, image, deadlineSeconds: service.deadlineSeconds };
  }
}
