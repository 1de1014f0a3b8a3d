import path from "node:path";
import type { LocalChart, PublishedChart } from "../../constructs/kubernetes/helm/helm-release";
import { NAMESPACES } from "../conventions/cluster-objects";
import { REPOSITORY } from "../conventions/paths";

/** A chart of this project: a folder in helm-values/. */
export interface ProjectChart {
  readonly folder: string;
}

/** A release in the cluster. Its values are in helm-values/<its name>/. */
export interface ClusterRelease {
  readonly chart: PublishedChart | ProjectChart;
  /** The time that everything in the release may take to become ready. */
  readonly timeoutSeconds: number;
}

/** A release of the platform stack, with its namespace and its order. */
export interface PlatformRelease extends ClusterRelease {
  readonly namespace: string;
  /** Names of the releases that have to be installed before. */
  readonly dependsOn: readonly string[];
}

const PROMETHEUS = "https://prometheus-community.github.io/helm-charts";

/** Every release of the platform, with its chart, its exact version and the releases that it waits for. */
export const RELEASES = {
  "terraform-access": {
    chart: { folder: "terraform-access" },
    namespace: NAMESPACES.system,
    timeoutSeconds: 120,
    dependsOn: [],
  },
  namespaces: { chart: { folder: "namespaces" }, namespace: NAMESPACES.system, timeoutSeconds: 120, dependsOn: [] },
  "ack-secret-manager": {
    chart: {
      repository: "https://aliyuncontainerservice.github.io/ack-secret-manager",
      name: "ack-secret-manager",
      version: "0.5.8",
    },
    namespace: NAMESPACES.system,
    timeoutSeconds: 300,
    dependsOn: [],
  },
  "secret-store": {
    chart: { folder: "secret-store" },
    namespace: NAMESPACES.system,
    timeoutSeconds: 120,
    dependsOn: ["ack-secret-manager"],
  },
  "platform-secrets": {
    chart: { folder: "secrets-from-store" },
    namespace: NAMESPACES.system,
    timeoutSeconds: 120,
    dependsOn: ["namespaces", "secret-store"],
  },
  // Most other releases need this one's definitions of monitors and rules.
  "kube-prometheus-stack": {
    chart: { repository: PROMETHEUS, name: "kube-prometheus-stack", version: "88.5.3" },
    namespace: NAMESPACES.monitoring,
    timeoutSeconds: 900,
    dependsOn: ["namespaces", "platform-secrets"],
  },
  traefik: {
    chart: { repository: "https://traefik.github.io/charts", name: "traefik", version: "41.3.0" },
    namespace: NAMESPACES.ingress,
    timeoutSeconds: 600,
    dependsOn: ["namespaces", "kube-prometheus-stack"],
  },
  "cert-manager": {
    chart: { repository: "https://charts.jetstack.io", name: "cert-manager", version: "v1.21.1" },
    namespace: NAMESPACES.certificates,
    timeoutSeconds: 600,
    dependsOn: ["namespaces", "kube-prometheus-stack"],
  },
  "cluster-issuers": {
    chart: { folder: "cluster-issuers" },
    namespace: NAMESPACES.certificates,
    timeoutSeconds: 120,
    dependsOn: ["cert-manager", "platform-secrets"],
  },
  "external-dns": {
    chart: { repository: "https://kubernetes-sigs.github.io/external-dns", name: "external-dns", version: "1.21.1" },
    namespace: NAMESPACES.dns,
    timeoutSeconds: 300,
    dependsOn: ["namespaces", "platform-secrets", "kube-prometheus-stack"],
  },
  loki: {
    chart: { repository: "https://grafana-community.github.io/helm-charts", name: "loki", version: "18.11.0" },
    namespace: NAMESPACES.monitoring,
    timeoutSeconds: 600,
    dependsOn: ["platform-secrets", "kube-prometheus-stack"],
  },
  alloy: {
    chart: { repository: "https://grafana.github.io/helm-charts", name: "alloy", version: "1.11.1" },
    namespace: NAMESPACES.monitoring,
    timeoutSeconds: 600,
    dependsOn: ["loki"],
  },
  "search-index": {
    chart: { folder: "search-index" },
    namespace: NAMESPACES.search,
    timeoutSeconds: 120,
    dependsOn: ["namespaces"],
  },
  meilisearch: {
    chart: {
      repository: "https://meilisearch.github.io/meilisearch-kubernetes",
      name: "meilisearch",
      version: "0.34.0",
    },
    namespace: NAMESPACES.search,
    timeoutSeconds: 600,
    dependsOn: ["search-index", "platform-secrets"],
  },
  "prometheus-redis-exporter": {
    chart: { repository: PROMETHEUS, name: "prometheus-redis-exporter", version: "6.29.0" },
    namespace: NAMESPACES.monitoring,
    timeoutSeconds: 300,
    dependsOn: ["platform-secrets", "kube-prometheus-stack"],
  },
  "prometheus-postgres-exporter": {
    chart: { repository: PROMETHEUS, name: "prometheus-postgres-exporter", version: "8.2.0" },
    namespace: NAMESPACES.monitoring,
    timeoutSeconds: 300,
    dependsOn: ["platform-secrets", "kube-prometheus-stack"],
  },
  "monitoring-rules": {
    chart: { folder: "monitoring-rules" },
    namespace: NAMESPACES.monitoring,
    timeoutSeconds: 120,
    dependsOn: ["kube-prometheus-stack"],
  },
  // KEDA makes autoscalers that follow the length of a queue.
  keda: {
    chart: { repository: "https://kedacore.github.io/charts", name: "keda", version: "2.20.2" },
    namespace: NAMESPACES.scaling,
    timeoutSeconds: 600,
    dependsOn: ["namespaces", "kube-prometheus-stack"],
  },
} as const satisfies Record<string, PlatformRelease>;
export type ReleaseName = keyof typeof RELEASES;

/** The releases that the workloads' stack makes, in the namespace of the services. */
export const WORKLOAD_RELEASES = {
  "application-secrets": { chart: { folder: "secrets-from-store" }, timeoutSeconds: 120 },
  "queue-scaling": { chart: { folder: "queue-scaling" }, timeoutSeconds: 120 },
} as const satisfies Record<string, ClusterRelease>;

/** The place of a chart: a repository, or the absolute path of a folder of this project. */
export function locateChart(chart: PublishedChart | ProjectChart): PublishedChart | LocalChart {
  return "folder" in chart ? { folder: path.resolve(REPOSITORY.helmValues, chart.folder) } : chart;
}

/**
 * The names of releases, each after those that it depends on. Otherwise they keep their order.
 *
 * @throws when a release depends on one that does not exist, or on itself through others
 */
export function installationOrder<Name extends string>(releases: Readonly<Record<Name, PlatformRelease>>): Name[] {
  const names = Object.keys(releases) as Name[];
  const ordered: Name[] = [];
  const visit = (name: Name, waiting: readonly Name[]) => {
    if (ordered.includes(name)) return;
    if (waiting.includes(name))
      throw new Error(`${name}.dependsOn: ${[...waiting, name].join(" → ")} is a circle; take one of these out`);
    for (const needed of releases[name].dependsOn) {
      if (!names.includes(needed as Name))
        throw new Error(`${name}.dependsOn: "${needed}" is not a release; write one of ${names.join(", ")}`);
      visit(needed as Name, [...waiting, name]);
    }
    ordered.push(name);
  };
  for (const name of names) visit(name, []);
  return ordered;
}
