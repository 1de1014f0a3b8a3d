/**
 * Secrets that the data stack generates, each with what it opens. The table of host kinds says which hosts read which of
 * them; CLUSTER_SECRETS, below, says which the cluster reads.
 */
export const GENERATED_SECRETS = {
  "postgres-owner": "PostgreSQL account that owns the schema: migrations",
  "postgres-app": "PostgreSQL account that reads and writes rows: services and workers",
  "postgres-readonly": "PostgreSQL account that only reads: dumps and people",
  "postgres-exporter": "PostgreSQL account that only sees statistics: monitoring",
  "redis-default": "Redis account `default`, which nothing uses",
  "redis-app": "Redis account that reads and writes: services and workers",
  "redis-exporter": "Redis account that only reads: monitoring",
  "search-master": "Meilisearch's master key",
  "origin-edge": "Header by which the load balancer knows requests that come through Cloudflare",
  "origin-china": "Header by which the load balancer knows requests that come through the China CDN",
} as const;
export type GeneratedSecretPurpose = keyof typeof GENERATED_SECRETS;

/** Grafana's administrator. The data stack puts the two into the store. */
export type GrafanaSecret = "grafana-user" | "grafana-password";

/** Loki's access key. The identity stack puts it into the store. */
export type LokiSecret = "loki-access-key-id" | "loki-access-key-secret";

/** Tokens of Cloudflare. The stacks that make them put them into the store. */
export type CloudflareSecret = "cloudflare-dns" | "cloudflare-purge";

/** Secrets that people put into the store before the platform is deployed. Terraform does not make them. */
export const HAND_MADE_SECRETS = {
  "alert-webhook": "Address that Alertmanager posts alerts to",
  "alert-heartbeat": "Address of a service that raises the alarm when the monitoring's sign of life does not come",
  "registry-pull": "Docker configuration (JSON) with the password of a personal image registry",
} as const;

/** Every secret in an environment's secret store, by what it opens. */
export type SecretPurpose =
  | GeneratedSecretPurpose
  | GrafanaSecret
  | LokiSecret
  | CloudflareSecret
  | keyof typeof HAND_MADE_SECRETS;

/** The secrets that the cluster may read. The charts' values say which Kubernetes Secret each of them becomes. */
export const CLUSTER_SECRETS: readonly SecretPurpose[] = [
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
