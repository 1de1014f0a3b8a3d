import {
  internalPort,
  METRICS_PORT,
  portsOnHost,
  SERVICES_NETWORK,
} from "../../../../environments/schema/services/host-ports";
import { type NamedWebService, type Services, webServices } from "../../../../environments/schema/services/services";

/** The folder that nginx reads its servers from. */
const FOLDER = "etc/nginx/conf.d";

/** Settings of the kernel. */
const RESERVED_PORTS_FILE = "etc/sysctl.d/60-ainav-ports.conf";

/**
 * A release has nginx reload, which ends idle connections at once. A caller may be sending a request into one just then, and
 * that request would be lost. So each connection has one request, and none is ever idle (docs/decisions/0028).
 */
const ONE_REQUEST = "keepalive_timeout 0;";

/**
 * nginx's servers on an app host, and the ports that they have, path below / → text. The files that they include, and the upstream of each service, are
 * the host's own: hosts/app/etc/nginx/ainav/.
 *
 * @param scrapers IPv4 blocks of the hosts that may read metrics
 */
export function webServerFiles(services: Services, scrapers: readonly string[]): Readonly<Record<string, string>> {
  const web = webServices(services);
  // No service shows the metrics of any other either, whatever the path of its own.
  const privatePaths = [...new Set(web.map(({ metrics }) => metrics.path))];
  return {
    ...Object.fromEntries(
      web.map((service) => [`${FOLDER}/${service.name}.conf`, serviceServers(service, privatePaths)]),
    ),
    [`${FOLDER}/metrics.conf`]: metricsServer(web, scrapers),
    [RESERVED_PORTS_FILE]: reservedPorts(web),
  };
}

/** Keeps the kernel from giving the services' ports to connections that the host opens: nginx could not listen then. */
function reservedPorts(services: readonly NamedWebService[]): string {
  const ports = services.flatMap(({ ports: { host } }) => portsOnHost(host)).sort((one, other) => one - other);
  return `net.ipv4.ip_local_reserved_ports = ${ports.join(",")}\n`;
}

/** The server for the load balancer, with TLS, and that for the host's containers, which are the only ones to reach it. */
function serviceServers({ name, ports: { host } }: NamedWebService, privatePaths: readonly string[]): string {
  return [
    server([
      `listen ${host} ssl default_server;`,
      ONE_REQUEST,
      "include /etc/nginx/ainav/tls.conf;",
      "include /etc/nginx/ainav/headers.conf;",
      ...privatePaths.flatMap((path) => [
        `location = ${path} { return 404; }`,
        `location ^~ ${path.replace(/\/?$/, "/")} { return 404; }`,
      ]),
      proxy("/", `http://${name}`),
    ]),
    server([
      `listen ${internalPort(host)} default_server;`,
      ONE_REQUEST,
      `allow ${SERVICES_NETWORK.subnet};`,
      "deny all;",
      proxy("/", `http://${name}`),
    ]),
  ].join("\n");
}

function metricsServer(services: readonly NamedWebService[], scrapers: readonly string[]): string {
  return server([
    `listen ${METRICS_PORT} default_server;`,
    ...scrapers.map((cidr) => `allow ${cidr};`),
    "deny all;",
    ...services.map(({ name, metrics }) => proxy(`= /metrics/${name}`, `http://${name}${metrics.path}`)),
    "location / { return 404; }",
  ]);
}

function proxy(location: string, url: string): string {
  return `location ${location} { proxy_pass ${url}; include /etc/nginx/ainav/proxy.conf; }`;
}

function server(lines: readonly string[]): string {
  return ["server {", ...lines.map((line) => `  ${line}`), "}", ""].join("\n");
}
