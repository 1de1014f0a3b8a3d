import { existsSync } from "node:fs";
import path from "node:path";
import type { Construct } from "constructs";
import type { ClusterAccess } from "../constructs/kubernetes/cluster-access";
import { HelmRelease } from "../constructs/kubernetes/helm-release";
import type { HelmSetting } from "../constructs/kubernetes/helm-setting";
import type { SecretStore } from "../constructs/security/secret";
import type { PlatformEnvironment } from "../environments/schema";
import { BaseStack, type StackProps } from "./base";
import type { Endpoint } from "./data";
import { INGRESS_NODE_PORT } from "./phases";
import { installationOrder, type PlatformRelease, RELEASES, type ReleaseName } from "./releases";

/** One folder a release, named like it: values.yaml, and <environment>.yaml where an environment differs. */
const VALUES_FOLDER = "helm-values";

export interface PlatformStackProps extends StackProps<PlatformEnvironment> {
  readonly access: ClusterAccess;
  /** What reads the environment's secrets: the role of the service account kube-system/ack-secret-manager (RRSA). */
  readonly secretReader: { readonly roleArn: string; readonly oidcProviderArn: string };
  /** Where the environment keeps its secrets. */
  readonly secretStore: SecretStore["kind"];
  readonly database: Pick<Endpoint, "host">;
  readonly redis: Endpoint;
  /** The bucket of Loki's chunks. Nothing but Loki may delete from it. */
  readonly logBucketName: string;
  /** Where the load balancer inside the VPC lies: at least two zones. */
  readonly ingressVSwitches: readonly { readonly zone: string; readonly vSwitchId: string }[];
  /**
   * `oci://<host>/<namespace>`, a registry with copies of all charts.
   *
   * @default the charts' own repositories
   */
  readonly mirrorRegistry?: string;
}

/**
 * What the platform needs inside its cluster: ingress, certificates, DNS, secrets, metrics, logs, search. Specification,
 * sections 4.1 and 6. {@link RELEASES} says what there is, helm-values/ how it is set up.
 *
 * A plan asks the charts' repositories, and the cluster.
 */
export class PlatformStack extends BaseStack<PlatformEnvironment> {
  /** Namespaces, for those who speak to what is in them. */
  readonly namespaces: { readonly application: string; readonly ingress: string; readonly monitoring: string };
  /** Secrets in the application's namespace. */
  readonly secretNames = { app: "ainav-secrets", migrations: "ainav-migrations" };
  /** Where Meilisearch answers. */
  readonly search = {
    url: `http://meilisearch.${RELEASES.meilisearch.namespace}.svc:7700`,
    namespace: RELEASES.meilisearch.namespace,
  };
  private readonly releases = new Map<string, HelmRelease>();

  constructor(
    scope: Construct,
    private readonly props: PlatformStackProps,
  ) {
    super(scope, "platform", props);
    this.addHelmProvider(props.access);
    this.namespaces = {
      application: this.owner.project,
      ingress: RELEASES.traefik.namespace,
      monitoring: RELEASES["kube-prometheus-stack"].namespace,
    };
    const settings = this.settings();
    for (const name of installationOrder<ReleaseName>(RELEASES)) this.addRelease(name, settings[name]);
    this.output("ingress_class", "nginx", "Class of the Ingresses that Traefik serves");
    this.output("ingress_node_port", String(INGRESS_NODE_PORT), "Port of every node on which the ingress takes HTTP");
    this.output(
      "grafana_service",
      "monitoring/kube-prometheus-stack-grafana",
      "Service of Grafana: kubectl port-forward",
    );
    this.output("search_url", this.search.url, "Where Meilisearch answers inside the cluster");
  }

  private addRelease(name: ReleaseName, settings: readonly HelmSetting[] | undefined): void {
    const { chart, namespace, timeoutSeconds, dependsOn }: PlatformRelease = RELEASES[name];
    const folder = path.resolve(VALUES_FOLDER, name);
    const overlay = path.join(folder, `${this.environment.name}.yaml`);
    const release = new HelmRelease(this, name, {
      releaseName: name,
      namespace,
      chart: chart === "local" ? { folder } : chart,
      valuesFiles: [path.join(folder, "values.yaml"), ...(existsSync(overlay) ? [overlay] : [])],
      settings,
      timeoutSeconds,
      mirrorRegistry: this.props.mirrorRegistry,
      dependsOn: dependsOn.map((needed) => this.releases.get(needed) as HelmRelease),
    });
    this.releases.set(name, release);
  }

  /** What the files of values cannot say, because it follows from the environment or exists only once deployed. */
  private settings(): Partial<Record<ReleaseName, readonly HelmSetting[]>> {
    const { secretReader, secretStore, database, redis, logBucketName, ingressVSwitches } = this.props;
    const { region, network, operations } = this.environment;
    const { domain, project } = this.owner;
    return {
      namespaces: [{ path: ["application"], value: project }],
      "ack-secret-manager": [{ path: ["command", "region"], value: region }],
      "environment-secrets": [
        { path: ["store", "kind"], value: secretStore },
        { path: ["store", "roleArn"], value: secretReader.roleArn },
        { path: ["store", "oidcProviderArn"], value: secretReader.oidcProviderArn },
        { path: ["prefix"], value: `${project}/${this.environment.name}` },
        { path: ["application", "namespace"], value: project },
      ],
      traefik: [
        { path: ["ports", "web", "nodePort"], value: INGRESS_NODE_PORT },
        // The load balancer ends TLS and says so in a header; without it every request would be sent to HTTPS again.
        { path: ["ports", "web", "forwardedHeaders", "trustedIPs", 0], value: network.vpc.cidr },
        {
          path: ["service", "annotations", "service.beta.kubernetes.io/alibaba-cloud-loadbalancer-zone-maps"],
          value: ingressVSwitches.map(({ zone, vSwitchId }) => `${zone}:${vSwitchId}`).join(","),
        },
      ],
      "cluster-issuers": [{ path: ["dnsZone"], value: domain }],
      "external-dns": [
        { path: ["domainFilters", 0], value: domain },
        { path: ["txtOwnerId"], value: this.prefix },
      ],
      loki: [
        { path: ["loki", "storage", "bucketNames", "chunks"], value: logBucketName },
        { path: ["loki", "storage", "bucketNames", "ruler"], value: logBucketName },
        { path: ["loki", "storage", "s3", "region"], value: region },
        { path: ["loki", "storage", "s3", "endpoint"], value: `s3.oss-${region}-internal.aliyuncs.com` },
        { path: ["loki", "limits_config", "retention_period"], value: `${operations.logRetentionDays * 24}h` },
      ],
      "prometheus-redis-exporter": [{ path: ["redisAddress"], value: `redis://${redis.host}:${redis.port}` }],
      "prometheus-postgres-exporter": [{ path: ["config", "datasource", "host"], value: database.host }],
      "monitoring-rules": [{ path: ["application", "namespace"], value: project }],
    };
  }
}
