import type { ClusterDataSecret } from "../region/cluster-data";
import type { SecretRole } from "../region/data-stack";

/** Secrets that Terraform does not make: people put them into the store, before the platform is deployed. */
export const HAND_MADE_SECRETS = {
  "alert-webhook": "Address that Alertmanager posts alerts to",
  "registry-pull": "Docker configuration (JSON) with the password of a personal image registry",
} as const;

/** Everything in the environment's secret store that becomes a Secret of Kubernetes, by what it opens. */
export type ClusterSecret = SecretRole | ClusterDataSecret | "cloudflare-dns" | keyof typeof HAND_MADE_SECRETS;

/** What the cluster may read of the store. */
export const CLUSTER_SECRETS: readonly ClusterSecret[] = [
  "postgres-app",
  "postgres-owner",
  "postgres-exporter",
  "redis-app",
  "redis-exporter",
  "search-master",
  "grafana-user",
  "grafana-password",
  "loki-access-key-id",
  "loki-access-key-secret",
  "cloudflare-dns",
  "alert-webhook",
  "registry-pull",
];
