import type { HelmSetting } from "../../../constructs/kubernetes/helm-setting";
import type { SecretStore } from "../../../constructs/security/secret";
import type { PlatformEnvironment } from "../../../environments/schema/environment";
import type { Owner } from "../../../environments/schema/owner";
import { secretName } from "../../conventions/names";
import { INGRESS_NODE_PORT } from "../../phases";
import type { Endpoint } from "../../region/data-stack";
import { RELEASES, type ReleaseName } from "./releases";

/** The disk of the search index, as the data stack has it. */
export interface SearchDisk {
  readonly diskId: string;
  readonly zone: string;
  readonly sizeGiB: number;
}

/** What the platform's releases find around them. */
export interface ReleaseSurroundings {
  readonly environment: PlatformEnvironment;
  readonly owner: Owner;
  /** What reads the environment's secrets: the role of the service account kube-system/ack-secret-manager (RRSA). */
  readonly secretReader: { readonly roleArn: string; readonly oidcProviderArn: string };
  /** Where the environment keeps its secrets. */
  readonly secretStore: SecretStore;
  readonly database: Pick<Endpoint, "host">;
  readonly redis: Endpoint;
  /** The bucket of Loki's chunks. Nothing but Loki may delete from it. */
  readonly logBucketName: string;
  /** Where the load balancer inside the VPC lies: at least two zones. */
  readonly ingressVSwitches: readonly { readonly zone: string; readonly vSwitchId: string }[];
  /** Where search runs: here, on this disk; or on a host of this name, while there are hosts. */
  readonly search: { readonly disk: SearchDisk } | { readonly host: string };
}

/** What the files of values cannot say, because it follows from the environment or exists only once deployed. */
export function releaseSettings(found: ReleaseSurroundings): Partial<Record<ReleaseName, readonly HelmSetting[]>> {
  const { environment, owner, secretReader, secretStore, database, redis, logBucketName, ingressVSwitches } = found;
  const { name, region, network, operations, cluster } = environment;
  const { domain, project } = owner;
  const { search } = found;
  return {
    ...(cluster?.queueScaling && {
      namespaces: [{ path: ["namespaces", RELEASES.keda.namespace], value: "restricted" }],
    }),
    "ack-secret-manager": [{ path: ["command", "region"], value: region }],
    "secret-store": [
      { path: ["store", "kind"], value: secretStore.kind },
      { path: ["store", "roleArn"], value: secretReader.roleArn },
      { path: ["store", "oidcProviderArn"], value: secretReader.oidcProviderArn },
    ],
    "platform-secrets": secretSettings(owner, name, secretStore),
    traefik: [
      { path: ["ports", "web", "nodePort"], value: INGRESS_NODE_PORT },
      // The load balancer ends TLS and says so in a header; without it every request would be sent to HTTPS again. It comes
      // from its own addresses, or from those of the node that took the request. Pods are not believed.
      ...[...network.vSwitches.public, ...network.vSwitches.private].map(({ cidr }, index) => ({
        path: ["ports", "web", "forwardedHeaders", "trustedIPs", index],
        value: cidr,
      })),
      {
        path: ["service", "annotations", "service.beta.kubernetes.io/alibaba-cloud-loadbalancer-zone-maps"],
        value: ingressVSwitches.map(({ zone, vSwitchId }) => `${zone}:${vSwitchId}`).join(","),
      },
    ],
    "cluster-issuers": [{ path: ["dnsZone"], value: domain }],
    "external-dns": [
      { path: ["domainFilters", 0], value: domain },
      { path: ["txtOwnerId"], value: `${project}-${name}` },
    ],
    loki: [
      { path: ["loki", "storage", "bucketNames", "chunks"], value: logBucketName },
      { path: ["loki", "storage", "bucketNames", "ruler"], value: logBucketName },
      { path: ["loki", "storage", "s3", "region"], value: region },
      { path: ["loki", "storage", "s3", "endpoint"], value: `s3.oss-${region}-internal.aliyuncs.com` },
      { path: ["loki", "limits_config", "retention_period"], value: `${operations.logRetentionDays * 24}h` },
    ],
    "search-index":
      "disk" in search
        ? [
            { path: ["disk", "id"], value: search.disk.diskId },
            { path: ["disk", "zone"], value: search.disk.zone },
            { path: ["disk", "size"], value: `${search.disk.sizeGiB}Gi` },
            { path: ["callers", 0], value: project },
            { path: ["callers", 1], value: RELEASES["kube-prometheus-stack"].namespace },
          ]
        : [],
    "prometheus-redis-exporter": [{ path: ["redisAddress"], value: `redis://${redis.host}:${redis.port}` }],
    "prometheus-postgres-exporter": [{ path: ["config", "datasource", "host"], value: database.host }],
    "monitoring-rules": [
      { path: ["application", "namespace"], value: project },
      ...("host" in search ? [{ path: ["search", "host"], value: search.host }] : []),
    ],
    keda: [{ path: ["permissions", "operator", "restrict", "namesAllowList", 0], value: `${project}-secrets` }],
  };
}

/** What both releases of Secrets are told: where the environment's secrets are. */
export function secretSettings(owner: Owner, environmentName: string, store: SecretStore): HelmSetting[] {
  return [
    { path: ["store", "kind"], value: store.kind },
    // A secret is called <prefix>/<role>.
    { path: ["prefix"], value: secretName(owner, environmentName, "").slice(0, -1) },
  ];
}
