/** Names inside the cluster that more than one release or stack goes by. */

/** The class of the Ingresses that Traefik serves. */
export const INGRESS_CLASS = "nginx";

/** The issuer of certificates, as the chart cluster-issuers makes it. */
export const CERTIFICATE_ISSUER = "letsencrypt-prod";

/** The nodes that services run on, by their labels. Everything of the platform runs on the pool `system`. */
export const APPLICATION_NODES = { pool: "app" } as const;

/** The service account whose pods read the environment's secrets, as the chart ack-secret-manager makes it. */
export const SECRET_READER = { namespace: "kube-system", serviceAccount: "ack-secret-manager" } as const;

/** Namespaces of the platform's releases, by what they are for. */
export const NAMESPACES = {
  system: "kube-system",
  monitoring: "monitoring",
  ingress: "ingress",
  certificates: "cert-manager",
  dns: "external-dns",
  search: "search",
  scaling: "keda",
} as const;
