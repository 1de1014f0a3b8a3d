import type { Construct } from "constructs";
import { ZoneToken } from "../../../constructs/edge/zone-token";
import type { ClusterAccess } from "../../../constructs/kubernetes/cluster/cluster-access";
import { ClusterPermission } from "../../../constructs/kubernetes/cluster/cluster-permission";
import { HelmRelease } from "../../../constructs/kubernetes/helm/helm-release";
import type { HelmSetting } from "../../../constructs/kubernetes/helm/helm-setting";
import type { Cluster } from "../../../environments/schema/cluster/cluster";
import type { PlatformEnvironment } from "../../../environments/schema/environment";
import { BaseStack } from "../../base";
import { INGRESS_CLASS, NAMESPACES } from "../../conventions/cluster-objects";
import { PORTS } from "../../conventions/ports";
import { homelessReleases, madeNamespaces } from "../release-namespaces";
import { unknownValuesFolders, valuesFiles } from "../release-values";
import { installationOrder, locateChart, type PlatformRelease, RELEASES, type ReleaseName } from "../releases";
import { type ReleaseSettingsProps, releaseSettings } from "./release-settings";

export interface PlatformStackProps extends ReleaseSettingsProps {
  readonly cluster: Pick<Cluster, "chartMirror" | "queueScaling" | "permissions">;
  readonly access: ClusterAccess;
}

/**
 * The Helm releases that the platform needs in its cluster: ingress, certificates, DNS, secrets, metrics, logs, search
 * (requirements: ingress, cluster-certificates, metrics-stack). {@link RELEASES} lists them, and helm-values/ has their
 * values.
 *
 * A plan reads the charts' repositories and the cluster.
 */
export class PlatformStack extends BaseStack<PlatformEnvironment> {
  private readonly releases = new Map<string, HelmRelease>();

  constructor(
    scope: Construct,
    private readonly props: PlatformStackProps,
  ) {
    super(scope, "platform", props);
    this.addHelmProvider(props.access);
    this.addCloudflareProvider();
    this.addDnsToken();
    const settings = releaseSettings(props);
    for (const name of installationOrder<ReleaseName>(RELEASES)) {
      if (this.has(name)) this.addRelease(name, settings[name]);
    }
    this.permitPlans();
    const added = (settings.namespaces ?? []).map(({ path }) => String(path.at(-1)));
    const installed = Object.fromEntries(Object.entries(RELEASES).filter(([name]) => this.releases.has(name)));
    this.node.addValidation({
      validate: () => [...unknownValuesFolders(), ...homelessReleases(installed, [...madeNamespaces(), ...added])],
    });
    this.output("ingress_class", INGRESS_CLASS, "Class of the Ingresses that Traefik serves");
    this.output("ingress_node_port", String(PORTS.ingressNode), "Port of every node on which the ingress takes HTTP");
    this.output(
      "grafana_service",
      `${NAMESPACES.monitoring}/kube-prometheus-stack-grafana`,
      "Service of Grafana: kubectl port-forward",
    );
  }

  private has(name: ReleaseName): boolean {
    switch (name) {
      // The search index has one disk, and the search host uses it while there are hosts.
      case "search-index":
      case "meilisearch":
        return "disk" in this.props.surroundings.search;
      case "keda":
        return this.props.cluster.queueScaling !== undefined;
      default:
        return true;
    }
  }

  private addRelease(name: ReleaseName, settings: readonly HelmSetting[] | undefined): void {
    const { chart, namespace, timeoutSeconds, dependsOn }: PlatformRelease = RELEASES[name];
    const release = new HelmRelease(this, name, {
      releaseName: name,
      namespace,
      chart: locateChart(chart),
      valuesFiles: valuesFiles(name, this.environment.name),
      settings,
      timeoutSeconds,
      mirrorRegistry: this.props.cluster.chartMirror,
      dependsOn: dependsOn.map((needed) => this.releases.get(needed) as HelmRelease),
    });
    this.releases.set(name, release);
  }

  /** Adds the token for DNS. cert-manager proves the domain with it, and external-dns writes the names of Ingresses. */
  private addDnsToken(): void {
    new ZoneToken(this, "dns-token", {
      accountId: this.owner.cloudflareAccountId,
      zoneId: this.owner.cloudflareZoneId,
      tokenName: `${this.prefix}-dns`,
      permissions: ["zone-read", "dns-write"],
      purpose: "writes DNS records",
      secretName: this.props.surroundings.secretName("cloudflare-dns"),
      store: this.props.surroundings.secretStore,
    });
  }

  private permitPlans(): void {
    const access = this.releases.get("terraform-access") as HelmRelease;
    for (const { uid, isRole } of this.props.cluster.permissions.filter(({ role }) => role === "plan")) {
      new ClusterPermission(this, `permission-${uid}`, {
        clusterId: this.props.access.clusterId,
        uid,
        isRole,
        role: access.releaseName,
        isClusterRole: true,
        dependsOn: [access.ready],
      });
    }
  }
}
