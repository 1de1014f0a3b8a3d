import { portsOnHost, RESERVED_HOST_PORTS } from "../../schema/services/host-ports";
import { type NamedWebService, type Services, webServices } from "../../schema/services/services";
import type { ServiceProblem } from "../service-problem";

const PATH = ["ports", "host"];

/** Checks that no port that a service takes on app hosts is another's: each takes four, made of one. */
export function hostPortRules(services: Services): ServiceProblem[] {
  const web = webServices(services);
  return web.flatMap((service, index) => [...sharedPorts(service, web.slice(0, index)), ...reservedPorts(service)]);
}

function sharedPorts({ name, ports }: NamedWebService, earlier: readonly NamedWebService[]): ServiceProblem[] {
  const own = portsOnHost(ports.host);
  return earlier.flatMap((other) => {
    const shared = portsOnHost(other.ports.host).find((port) => own.includes(port));
    if (shared === undefined) return [];
    const remedy = "Give each service a port of its own, and none that is 10000, 20000 or 30000 from another's.";
    const message =
      other.ports.host === ports.host
        ? `is what ${other.name} has too`
        : `needs the port ${shared} on hosts, which ${other.name} has`;
    return [{ service: name, path: PATH, message, remedy }];
  });
}

function reservedPorts({ name, ports }: NamedWebService): ServiceProblem[] {
  const taken = portsOnHost(ports.host).find((port) => RESERVED_HOST_PORTS.has(port));
  if (taken === undefined) return [];
  const message = `needs the port ${taken} on hosts, which ${RESERVED_HOST_PORTS.get(taken)} has`;
  return [{ service: name, path: PATH, message, remedy: "Choose another port." }];
}
