/** The ports that more than one part of the platform uses. Those of services are in `environments/services/`. */
export const PORTS = {
  http: 80,
  https: 443,
  ssh: 22,
  /** The port of every service inside the cluster (requirement: web-service). */
  service: 80,
  /** The port on every node of the cluster at which the ingress takes HTTP from the load balancer. */
  ingressNode: 30080,
  /** Meilisearch's port, on its host and in the cluster. */
  search: 7700,
  /** Loki's port on the worker host, to which all hosts send their logs. */
  loki: 3100,
  /** The port from which the China CDN pulls pages, because the main port answers Cloudflare's addresses only. */
  chinaOrigin: 8443,
} as const;
