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
import type { Cluster } from "../../../environments/schema/cluster/cluster";
import type { PlatformEnvironment } from "../../../environments/schema/environment";
import type { CronJob, Service, WebService, Worker } from "../../../environments/schema/services/service";
import { schemaOwner } from "../../../environments/schema/services/services";
import { applicationSettings } from "../../application-settings";
import { BaseStack, type StackProps } from "../../base";
import { REDIS_USERS } from "../../conventions/accounts";
import { CELERY_QUEUE_LIST } from "../../conventions/celery";
import { CERTIFICATE_ISSUER, INGRESS_CLASS } from "../../conventions/cluster-objects";
import { applicationNamespace, objectName } from "../../conventions/names";
import { PORTS } from "../../conventions/ports";
import type { Surroundings } from "../../surroundings";
import { valuesFiles } from "../release-values";
import { locateChart, WORKLOAD_RELEASES } from "../releases";
import { secretSettings } from "../secret-settings";
import { namespaceLimits } from "./namespace-limits";
import { ServicePlacement } from "./service-placement";
import { commandProbes, pageProbes } from "./service-probes";

export interface WorkloadsStackProps extends StackProps<PlatformEnvironment> {
  readonly surroundings: Surroundings;
  readonly cluster: Pick<Cluster, "version" | "images" | "chartMirror" | "queueScaling">;
  readonly access: ClusterAccess;
  /** The RAM role of pods that use buckets. */
  readonly bucketRole: string;
  /** Whether Celery Beat and the scheduled jobs run in the cluster. They never do while they run on the worker host. */
  readonly beatRuns: boolean;
}

/** The platform's services in its cluster. The environment lists them (requirements: cluster, web-deployment). */
export class WorkloadsStack extends BaseStack<PlatformEnvironment> {
  private readonly namespace: Namespace;
  private readonly placement: ServicePlacement;
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
    const { services } = this.environment;
    const name = applicationNamespace(this.owner);
    this.namespace = new Namespace(this, "namespace", { name, ...namespaceLimits(services) });
    this.settings = new ConfigMap(this, "settings", {
      name: objectName(this.owner, "config"),
      namespace: this.namespace,
      entries: {
        ...applicationSettings(
          props.surroundings,
          services,
          this.region,
          (service) => `http://${objectName(this.owner, service)}`,
        ),
        // Alibaba Cloud's SDKs exchange a pod's token for keys at this address, which is inside the VPC.
        ALIBABA_CLOUD_STS_REGION: this.region,
        ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED: "true",
      },
    });
    this.placement = new ServicePlacement({ ...props, images: props.cluster.images }, this.namespace, this.settings);
    this.secrets = this.addSecrets();
    this.migration = this.addMigration();
    for (const [service, entry] of Object.entries(services)) this.addService(service, entry);
    this.addIngress();
  }

  private addService(name: string, service: Service): void {
    switch (service.kind) {
      case "service":
        this.addWebService(name, service);
        break;
      case "worker":
        if (service.scaling !== "exactly-one" || this.props.beatRuns) this.addWorker(name, service);
        break;
      case "cron":
        this.addCronJob(name, service);
    }
  }

  private addWebService(name: string, service: WebService): void {
    const { ports, scaling, scalingSchedule } = service;
    const workload = new Workload(this, name, {
      ...this.placement.podOf(name, service),
      replicas: { ...scaling, externallyScaled: scalingSchedule.length > 0 },
      service: { port: PORTS.service, containerPort: ports.container },
      probes: pageProbes(service),
      ingress: [{ peers: this.placement.callersOf(name), ports: [ports.container] }],
      podAnnotations: { "checksum/settings": this.settings.checksum },
      dependsOn: [this.migration.done],
    });
    if (scalingSchedule.length === 0 || workload.autoscaler === undefined) return;
    const { images, version } = this.props.cluster;
    new ScheduledScaling(this, `${name}-schedule`, {
      namePrefix: `${workload.app}-scale`,
      autoscaler: workload.autoscaler,
      sizes: scalingSchedule,
      // ACK's version 1.33.3-aliyun.1 is Kubernetes 1.33.3.
      kubectlImage: `${images.kubectl}:v${version.replace(/-.*/, "")}`,
      imagePullSecret: this.placement.imagePullSecret,
      nodeLabels: this.placement.nodeLabels,
      apiServer: this.placement.apiServer,
    });
  }

  private addWorker(name: string, service: Worker): void {
    const preStopSeconds = 5;
    const { queueScaling } = this.props.cluster;
    const byQueue = queueScaling !== undefined && service.scaling !== "exactly-one";
    const worker = new Workload(this, name, {
      ...this.placement.podOf(name, service),
      replicas: byQueue ? "externally-scaled" : service.scaling,
      probes: commandProbes(service),
      stopping: { preStopSeconds, graceSeconds: preStopSeconds + service.longestTaskSeconds + 30 },
      ingress: [],
      podAnnotations: { "checksum/settings": this.settings.checksum },
      dependsOn: [this.migration.done],
    });
    if (!byQueue) return;
    new QueueScaling(this, `${name}-queue`, {
      ...this.releaseProps("queue-scaling"),
      ...(service.scaling as Scaling),
      ...queueScaling,
      deploymentName: worker.deploymentName,
      queue: {
        ...this.props.surroundings.redis,
        list: CELERY_QUEUE_LIST,
        user: REDIS_USERS.app,
        passwordSecret: this.placement.secretNames.app,
      },
      dependsOn: [this.secrets],
    });
  }

  private addCronJob(name: string, service: CronJob): void {
    new CronWorkload(this, name, {
      ...this.placement.podOf(name, service),
      schedule: service.schedule,
      deadlineSeconds: service.deadlineSeconds,
      suspend: !this.props.beatRuns,
    });
  }

  /** Adds the migration, which runs in the image of the service with the schema (requirement: release-migration). */
  private addMigration(): MigrationJob {
    const service = schemaOwner(this.environment.services);
    return new MigrationJob(this, "migration", {
      ...this.placement.podOf("migrate", {
        ...service,
        command: service.migration,
        environment: { ...service.environment, DATABASE_USER: this.props.surroundings.databaseUser("owner") },
        needs: ["database"],
        calls: [],
      }),
      secrets: [this.placement.secretNames.migrations],
      dependsOn: [this.secrets.ready],
    });
  }

  /** Adds the Kubernetes Secrets of the environment's store. Terraform names them, but never sees their content. */
  private addSecrets(): HelmRelease {
    const { imagePullSecret } = this.placement;
    const pull = imagePullSecret === undefined ? [] : registrySecret(imagePullSecret);
    return new HelmRelease(this, "secrets", {
      ...this.releaseProps("application-secrets"),
      settings: [...secretSettings(this.props.surroundings), ...pull],
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
    const { domain } = this.owner;
    const { siteHost } = this.props.surroundings;
    new Ingress(this, "ingress", {
      name: objectName(this.owner, "ingress"),
      namespace: this.namespace,
      domain,
      hosts: siteHost === domain ? [domain, `www.${domain}`] : [siteHost],
      className: INGRESS_CLASS,
      tlsSecret: objectName(this.owner, "tls"),
      issuer: CERTIFICATE_ISSUER,
      routes: this.placement.routes(),
      privatePaths: this.placement.privatePaths(),
    });
  }
}

/** The Secret with which nodes pull from a personal registry. Its one entry is a Docker configuration file. */
function registrySecret(name: string): HelmSetting[] {
  return [
    { path: ["own", "registry", ".dockerconfigjson"], value: "registry-pull" },
    { path: ["types", name], value: "kubernetes.io/dockerconfigjson" },
  ];
}
