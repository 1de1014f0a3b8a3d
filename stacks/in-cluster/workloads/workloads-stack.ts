import type { Construct } from "constructs";
import type { ClusterAccess } from "../../../constructs/kubernetes/cluster/cluster-access";
import { ConfigMap } from "../../../constructs/kubernetes/config-map";
import { HelmRelease } from "../../../constructs/kubernetes/helm/helm-release";
import type { HelmSetting } from "../../../constructs/kubernetes/helm/helm-setting";
import { Ingress } from "../../../constructs/kubernetes/ingress";
import { Namespace } from "../../../constructs/kubernetes/namespace";
import type { Scaling } from "../../../constructs/kubernetes/workload/autoscaler";
import { CronWorkload } from "../../../constructs/kubernetes/workload/cron-workload";
import { MigrationJob } from "../../../constructs/kubernetes/workload/migration-job";
import { QueueScaling } from "../../../constructs/kubernetes/workload/queue-scaling";
import { ScheduledScaling } from "../../../constructs/kubernetes/workload/scheduled-scaling";
import { Workload } from "../../../constructs/kubernetes/workload/workload";
import type { SecretStore } from "../../../constructs/security/secret";
import type { PlatformEnvironment } from "../../../environments/schema/environment";
import { BaseStack, type StackProps } from "../../base";
import { secretSettings } from "../platform/release-settings";
import { valuesFiles } from "../platform/release-values";
import { locateChart, WORKLOAD_RELEASES } from "../platform/releases";
import { NAMESPACE_LIMITS } from "./namespace-limits";
import { WORKLOADS } from "./workload-catalog";
import type { CronEntry, ServiceEntry, WorkerEntry, WorkloadEntry } from "./workload-entry";
import { SERVICE_PORT, WorkloadPlacement } from "./workload-placement";
import { DATABASE_USERS, REDIS_USER, type WorkloadSurroundings, workloadSettings } from "./workload-settings";

/** Paths that Prometheus asks inside the cluster, and nobody from outside. */
const PRIVATE_PATHS = ["/api/metrics", "/metrics"];

type ClusterKnobs = NonNullable<PlatformEnvironment["cluster"]>;

export interface WorkloadsStackProps extends StackProps<PlatformEnvironment>, WorkloadSurroundings {
  readonly cluster: Pick<ClusterKnobs, "version" | "images" | "chartMirror" | "queueScaling">;
  readonly access: ClusterAccess;
  /** Where the environment keeps its secrets. */
  readonly secretStore: SecretStore;
  /** The RAM role of pods that use buckets. */
  readonly bucketRole: string;
  /** Whether Celery Beat and the scheduled jobs run here: never while they run on the worker host. */
  readonly beatRuns: boolean;
}

/** What runs in the cluster. Specification, sections 4.1, 4.2 and 10.2; `WORKLOADS` says what there is. */
export class WorkloadsStack extends BaseStack<PlatformEnvironment> {
  private readonly namespace: Namespace;
  private readonly placement: WorkloadPlacement;
  private readonly settings: ConfigMap;
  private readonly secrets: HelmRelease;
  private readonly migration: MigrationJob;

  constructor(
    scope: Construct,
    private readonly props: WorkloadsStackProps,
  ) {
    super(scope, "workloads", props);
    this.addKubernetesProvider(props.access);
    this.addHelmProvider(props.access);
    const { project } = this.owner;
    this.namespace = new Namespace(this, "namespace", { name: project, ...NAMESPACE_LIMITS });
    this.settings = new ConfigMap(this, "settings", {
      name: `${project}-config`,
      namespace: this.namespace,
      entries: workloadSettings(props, this.region, (name) => `http://${project}-${name}`),
    });
    this.placement = new WorkloadPlacement({ ...props, images: props.cluster.images }, this.namespace, this.settings);
    this.secrets = this.addSecrets();
    this.migration = this.addMigration();
    for (const [name, entry] of Object.entries(WORKLOADS)) this.addEntry(name, entry);
    this.addIngress();
  }

  private addEntry(name: string, entry: WorkloadEntry): void {
    if (entry.kind === "cron") this.addCron(name, entry);
    else if (entry.kind === "service") this.addService(name, entry);
    else if (entry.scaling !== "exactly-one" || this.props.beatRuns) this.addWorker(name, entry);
  }

  private addService(name: string, entry: ServiceEntry): void {
    const { containerPort, scaling, schedule, probes } = entry;
    const workload = new Workload(this, name, {
      ...this.placement.of(name, entry),
      replicas: scaling,
      service: { port: SERVICE_PORT, containerPort },
      probes,
      ingress: [{ peers: this.placement.callersOf(name), ports: [containerPort] }],
      podAnnotations: { "checksum/settings": this.settings.checksum },
      dependsOn: [this.migration.done],
    });
    if (schedule === undefined || workload.autoscaler === undefined) return;
    const { images, version } = this.props.cluster;
    new ScheduledScaling(this, `${name}-schedule`, {
      namePrefix: `${workload.app}-scale`,
      autoscaler: workload.autoscaler,
      sizes: schedule,
      // 1.33.3-aliyun.1 is Kubernetes 1.33.3.
      kubectlImage: `${images.kubectl}:v${version.replace(/-.*/, "")}`,
      imagePullSecret: this.placement.imagePullSecret,
      nodeLabels: this.placement.nodeLabels,
      apiServer: this.placement.apiServer,
    });
  }

  private addWorker(name: string, entry: WorkerEntry): void {
    const preStopSeconds = 5;
    const { queueScaling } = this.props.cluster;
    const byQueue = queueScaling !== undefined && entry.scaling !== "exactly-one";
    const worker = new Workload(this, name, {
      ...this.placement.of(name, entry),
      replicas: byQueue ? "externally-scaled" : entry.scaling,
      probes: entry.probes,
      stopping: { preStopSeconds, graceSeconds: preStopSeconds + entry.longestTaskSeconds + 30 },
      ingress: [],
      podAnnotations: { "checksum/settings": this.settings.checksum },
      dependsOn: [this.migration.done],
    });
    if (!byQueue) return;
    new QueueScaling(this, `${name}-queue`, {
      ...this.releaseProps("queue-scaling"),
      ...(entry.scaling as Scaling),
      ...queueScaling,
      deploymentName: worker.deploymentName,
      queue: { ...this.props.redis, user: REDIS_USER, passwordSecret: this.placement.secretNames.app },
      dependsOn: [this.secrets],
    });
  }

  private addCron(name: string, entry: CronEntry): void {
    new CronWorkload(this, name, {
      ...this.placement.of(name, entry),
      schedule: entry.schedule,
      deadlineSeconds: entry.deadlineSeconds,
      suspend: !this.props.beatRuns,
    });
  }

  /** With the image of the service that owns the schema, under the account that may change it (section 5.2). */
  private addMigration(): MigrationJob {
    const { command, environment, needs, ...entry } = WORKLOADS["content-api"] as ServiceEntry;
    return new MigrationJob(this, "migration", {
      ...this.placement.of("migrate", {
        ...entry,
        command: ["alembic", "upgrade", "head"],
        environment: { ...environment, DATABASE_USER: DATABASE_USERS.migrations },
        needs: ["database"],
      }),
      secrets: [this.placement.secretNames.migrations],
      dependsOn: [this.secrets.ready],
    });
  }

  /** Secrets of Kubernetes out of the environment's store: Terraform says which, and never sees what they hold. */
  private addSecrets(): HelmRelease {
    const { imagePullSecret } = this.placement;
    const pull = imagePullSecret === undefined ? [] : registrySecret(imagePullSecret);
    return new HelmRelease(this, "secrets", {
      ...this.releaseProps("application-secrets"),
      settings: [...secretSettings(this.owner, this.environment.name, this.props.secretStore), ...pull],
    });
  }

  private releaseProps(name: keyof typeof WORKLOAD_RELEASES) {
    const { chart, timeoutSeconds } = WORKLOAD_RELEASES[name];
    return {
      releaseName: name,
      namespace: this.namespace.namespaceName,
      chart: locateChart(chart),
      valuesFiles: valuesFiles(name, this.environment.name),
      timeoutSeconds,
      mirrorRegistry: this.props.cluster.chartMirror,
    };
  }

  private addIngress(): void {
    const { domain, project } = this.owner;
    const { hostName } = this.props;
    new Ingress(this, "ingress", {
      name: `${project}-ingress`,
      namespace: this.namespace,
      domain,
      hosts: hostName === domain ? [domain, `www.${domain}`] : [hostName],
      className: "nginx",
      tlsSecret: `${project}-tls`,
      issuer: "letsencrypt-prod",
      routes: this.placement.routes(),
      privatePaths: PRIVATE_PATHS,
    });
  }
}

/** The Secret by which nodes pull from a personal registry: its one entry is a configuration file of Docker's. */
function registrySecret(name: string): HelmSetting[] {
  return [
    { path: ["own", "registry", ".dockerconfigjson"], value: "registry-pull" },
    { path: ["types", name], value: "kubernetes.io/dockerconfigjson" },
  ];
}
