/** A service as nginx on an app host sees it. */
export interface ProxiedService {
  readonly name: string;
  /** The port on which the load balancer reaches it. */
  readonly port: number;
  readonly metricsPath: string;
}

/** The services of the tests: each path of metrics that a framework has. */
export const PROXIED_SERVICES: readonly ProxiedService[] = [
  { name: "web", port: 3000, metricsPath: "/api/metrics" },
  { name: "content-api", port: 8001, metricsPath: "/metrics" },
];

/** The port on which containers of the same host reach a service. */
export const internalPort = (port: number) => port + 30_000;

/** The port from which Prometheus gets the metrics of all services. */
export const METRICS_PORT = 9180;

/**
 * The files that are generated for services and that use those of hosts/app: path below / → text. A path of metrics is
 * refused with a slash behind it, too, because frameworks answer there as well.
 */
export function serverBlockFiles(services: readonly ProxiedService[]): Readonly<Record<string, string>> {
  return {
    ...Object.fromEntries(
      services.map((service) => [`etc/nginx/conf.d/${service.name}.conf`, serviceServers(service)]),
    ),
    "etc/nginx/conf.d/metrics.conf": metricsServer(services),
  };
}

function serviceServers({ name, port, metricsPath }: ProxiedService): string {
  return `server {
  listen ${port} ssl default_server;
  include /etc/nginx/ainav/tls.conf;
  include /etc/nginx/ainav/headers.conf;
  location = ${metricsPath} {
    return 404;
  }
  location ^~ ${metricsPath}/ {
    return 404;
  }
  location / {
    proxy_pass http://${name};
    include /etc/nginx/ainav/proxy.conf;
  }
}
server {
  listen ${internalPort(port)} default_server;
  allow 172.30.0.0/24;
  deny all;
  location / {
    proxy_pass http://${name};
    include /etc/nginx/ainav/proxy.conf;
  }
}
`;
}

function metricsServer(services: readonly ProxiedService[]): string {
  const locations = services.map(
    ({ name, metricsPath }) => `  location = /metrics/${name} {
    proxy_pass http://${name}${metricsPath};
    include /etc/nginx/ainav/proxy.conf;
  }
`,
  );
  return `server {
  listen ${METRICS_PORT} default_server;
  allow 10.0.0.0/8;
  allow 172.16.0.0/12;
  allow 192.168.0.0/16;
  deny all;
  access_log off;
${locations.join("")}  location / {
    return 404;
  }
}
`;
}

/** The release program's table of the services, as far as nginx's step reads it. */
export function servicesTable(services: readonly ProxiedService[]): string {
  const entries = services.map(({ name, port }) => ({ name, kind: "service", port, blue: port + 10_000 }));
  return JSON.stringify({ services: [...entries, { name: "celery-worker", kind: "worker" }] });
}
