import type { HelmSetting } from "../../../constructs/kubernetes/helm/helm-setting";
import type { PlatformEnvironment } from "../../../environments/schema/environment";
import { type Services, webServices } from "../../../environments/schema/services/services";
import type { StackProps } from "../../base";
import { NAMESPACES } from "../../conventions/cluster-objects";
import { ossS3Host } from "../../conventions/endpoints";
import { applicationNamespace, objectName } from "../../conventions/names";
import { PORTS } from "../../conventions/ports";
import type { Surroundings } from "../../surroundings";
import type { ReleaseName } from "../releases";
import { secretSettings } from "../secret-settings";

export interface ReleaseSettingsProps extends StackProps<PlatformEnvironment> {
  readonly surroundings: Surroundings;
  /** The role that reads the environment's secrets. ack-secret-manager's service account assumes it (RRSA). */
  readonly secretReader: { readonly roleArn: string; readonly oidcProviderArn: string };
  /** The vSwitches of the ingress' load balancer inside the VPC, in at least two zones. */
  readonly ingressVSwitches: readonly { readonly zone: string; readonly vSwitchId: string }[];
}

/** The values that files cannot have, because they follow from the environment or exist only after a deploy. */
export function releaseSettings({
  environment,
  owner,
  surroundings,
  secretReader,
  ingressVSwitches,
}: ReleaseSettingsProps): Partial<Record<ReleaseName, readonly HelmSetting[]>> {
  const { name, region, network, operations, cluster, services } = environment;
  const { domain, project } = owner;
  const { search, secretStore, database, databaseUser, redis, bucketName } = surroundings;
  return {
    ...(cluster?.queueScaling && {
      namespaces: [{ path: ["namespaces", NAMESPACES.scaling], value: "restricted" }],
    }),
    "ack-secret-manager": [{ path: ["command", "region"], value: region }],
    "secret-store": [
      { path: ["store", "kind"], value: secretStore.kind },
      { path: ["store", "roleArn"], value: secretReader.roleArn },
      { path: ["store", "oidcProviderArn"], value: secretReader.oidcProviderArn },
    ],
    "platform-secrets": secretSettings(surroundings),
    traefik: [
      { path: ["ports", "web", "nodePort"], value: PORTS.ingressNode },
      // The load balancer ends TLS and says so in a header. Traefik trusts it from the vSwitches of load balancers and
      // nodes, and not from pods. Without the header, every request would be redirected to HTTPS again.
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
      { path: ["loki", "storage", "bucketNames", "chunks"], value: bucketName("loki") },
      { path: ["loki", "storage", "bucketNames", "ruler"], value: bucketName("loki") },
      { path: ["loki", "storage", "s3", "region"], value: region },
      { path: ["loki", "storage", "s3", "endpoint"], value: ossS3Host(region) },
      { path: ["loki", "limits_config", "retention_period"], value: `${operations.logRetentionDays * 24}h` },
    ],
    "search-index":
      "disk" in search
        ? [
            { path: ["disk", "id"], value: search.disk.diskId },
            { path: ["disk", "zone"], value: search.disk.zone },
            { path: ["disk", "size"], value: `${search.disk.sizeGiB}Gi` },
            { path: ["callers", 0], value: applicationNamespace(owner) },
            { path: ["callers", 1], value: NAMESPACES.monitoring },
          ]
        : [],
    "prometheus-redis-exporter": [{ path: ["redisAddress"], value: `redis://${redis.host}:${redis.port}` }],
    "prometheus-postgres-exporter": [
      { path: ["config", "datasource", "host"], value: database.host },
      { path: ["config", "datasource", "database"], value: database.name },
      { path: ["config", "datasource", "user"], value: databaseUser("exporter") },
    ],
    "monitoring-rules": [
      { path: ["application", "namespace"], value: applicationNamespace(owner) },
      ...monitoredServices(services),
      ...("host" in search ? [{ path: ["search", "host"], value: search.host }] : []),
    ],
    keda: [{ path: ["permissions", "operator", "restrict", "namesAllowList", 0], value: objectName(owner, "secrets") }],
  };
}

/** The services of each Prometheus job, and the path of their metrics. */
function monitoredServices(services: Services): HelmSetting[] {
  const monitored = webServices(services);
  const jobs = [...new Set(monitored.map(({ metrics }) => metrics.job))];
  return jobs.flatMap((job) => {
    const inJob = monitored.filter(({ metrics }) => metrics.job === job);
    const place = ["application", "jobs", job];
    return [
      ...inJob.map(({ name }, index): HelmSetting => ({ path: [...place, "services", index], value: name })),
      ...inJob.slice(0, 1).map(({ metrics }): HelmSetting => ({ path: [...place, "path"], value: metrics.path })),
    ];
  });
}
