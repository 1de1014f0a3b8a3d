import type { Service } from "../../../../environments/schema/services/service";
import type { Services } from "../../../../environments/schema/services/services";
import type { ServicesOnHost } from "../host-kinds";

/** The kinds of services that a host runs. */
const RUN: Readonly<Record<ServicesOnHost, readonly Service["kind"][]>> = {
  "web-services": ["service"],
  workers: ["worker", "cron"],
};

/** A service with its name. */
export type NamedService = Service & { readonly name: string };

/** The services of an environment that a host runs, in the order of all services. */
export function placedServices(runs: ServicesOnHost, services: Services): NamedService[] {
  return Object.entries(services).flatMap(([name, entry]) =>
    RUN[runs].includes(entry.kind) ? [{ ...entry, name }] : [],
  );
}
