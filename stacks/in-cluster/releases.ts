import path from "node:path";
import type { LocalChart, PublishedChart } from "../../constructs/kubernetes/helm/helm-release";
import { NAMESPACES } from "../conventions/cluster-objects";
import { REPOSITORY } from "../conventions/paths";

/** A chart of this project: a folder in helm-values/. */
export interface ProjectChart {
  readonly folder: string;
}

/** One release in the cluster. Its values lie in helm-values/<its name>/. */
export interface ClusterRelease {
  readonly chart: PublishedChart | ProjectChart;
  /** How long everything in it may take to become ready. */
  readonly timeoutSeconds: number;
}

/** One release of the platform in its cluster. */
export interface PlatformRelease extends ClusterRelease {
  readonly namespace: string;
  /** Names of the releases that have to be there before. */
  readonly dependsOn: readonly string[];
}

const PROMETHEUS = "https://prometheus-community.github.io/helm-charts";

/** Every release of the platform with its chart, its exact version and what it waits for. The one place for all of these. */
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
    chart: { folder: "external-secrets" },
    namespace: NAMESPACES.system,
    timeoutSeconds: 120,
    dependsOn: ["namespaces", "secret-store"],
  },
  // Its definitions of monitors and rules are what most others need.
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
  // What makes autoscalers that go by the length of a queue.
  keda: {
    chart: { repository: "https://kedacore.github.io/charts", name: "keda", version: "2.20.2" },
    namespace: NAMESPACES.scaling,
    timeoutSeconds: 600,
    dependsOn: ["namespaces", "kube-prometheus-stack"],
  },
} as const satisfies Record<string, PlatformRelease>;
export type ReleaseName = keyof typeof RELEASES;

/** The releases in the namespace of the services, which the workloads' stack makes. */
export const WORKLOAD_RELEASES = {
  "application-secrets": { chart: { folder: "external-secrets" }, timeoutSeconds: 120 },
  "queue-scaling": { chart: { folder: "queue-scaling" }, timeoutSeconds: 120 },
} as const satisfies Record<string, ClusterRelease>;

/** Where a chart is: its own repository, or its folder. */
export function locateChart(chart: PublishedChart | ProjectChart): PublishedChart | LocalChart {
  return "folder" in chart ? { folder: path.resolve(REPOSITORY.helmValues, chart.folder) } : chart;
}

/**
 * The names of releases, each after those that it depends on, otherwise as they are written.
 *
 * @throws when a release depends on one that there is not, or on itself through others
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
