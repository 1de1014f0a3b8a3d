/**
 * The network of the platform's containers on a host. Calls between services of a host go through its gateway, because
 * containers do not reach one another. Nothing else that hosts reach may have these addresses.
 */
export const SERVICES_NETWORK = { subnet: "172.30.0.0/24", gateway: "172.30.0.1" } as const;

/** The two containers of a service, of which one serves. A release starts the other and then changes over. */
export const COLOURS = ["blue", "green"] as const;
export type Colour = (typeof COLOURS)[number];

const OFFSETS = { blue: 10_000, green: 20_000, internal: 30_000 } as const;

/** The largest port on hosts from which the others of a service can be made. */
export const LARGEST_HOST_PORT = 65_535 - OFFSETS.internal;

/** The port of a host, on its loopback address, at which a service's container of a colour listens. */
export function colourPort(hostPort: number, colour: Colour): number {
  return hostPort + OFFSETS[colour];
}

/** The port at which other containers of the host find a service, without TLS. */
export function internalPort(hostPort: number): number {
  return hostPort + OFFSETS.internal;
}

/** All ports that a service takes on a host. */
export function portsOnHost(hostPort: number): number[] {
  return [hostPort, ...COLOURS.map((colour) => colourPort(hostPort, colour)), internalPort(hostPort)];
}

/** The port of app hosts at which Prometheus reads the metrics of all services. */
export const METRICS_PORT = 9180;

/** The ports of hosts that other programs have, by what listens there. Services may have none of them, on no kind of host. */
export const RESERVED_HOST_PORTS: ReadonlyMap<number, string> = new Map([
  [3001, "Grafana"],
  [3100, "Loki"],
  [7700, "Meilisearch"],
  [9090, "Prometheus"],
  [9093, "Alertmanager"],
  [9100, "node-exporter"],
  [9113, "nginx-exporter"],
  [METRICS_PORT, "nginx, for metrics"],
  [9181, "nginx, for its own state"],
]);
