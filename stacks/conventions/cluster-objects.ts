/** Names inside the cluster that more than one release or stack uses. */

/** The class of the Ingresses that Traefik serves. */
export const INGRESS_CLASS = "nginx";

/** The issuer of certificates, which the chart cluster-issuers makes. */
export const CERTIFICATE_ISSUER = "letsencrypt-prod";

/** Labels of the nodes that services run on. The platform's own releases run on the pool `system`. */
export const APPLICATION_NODES = { pool: "app" } as const;

/** The service account whose pods read the environment's secrets. The chart ack-secret-manager makes it. */
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
