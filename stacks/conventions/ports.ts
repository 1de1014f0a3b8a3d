/** The ports that more than one part of the platform has to know. Those of services are in `environments/services/`. */
export const PORTS = {
  http: 80,
  https: 443,
  ssh: 22,
  /** Of every service inside the cluster (requirement: web-service). */
  service: 80,
  /** On every node of the cluster: its ingress takes HTTP from the load balancer there. */
  ingressNode: 30080,
  /** Meilisearch, on its host and in the cluster. */
  search: 7700,
  /** Where the China CDN pulls pages. The main port answers Cloudflare's addresses only. */
  chinaOrigin: 8443,
} as const;
