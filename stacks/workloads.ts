import type { Construct } from "constructs";
import type { ClusterAccess } from "../constructs/kubernetes/cluster-access";
import { ConfigMap } from "../constructs/kubernetes/config-map";
import { CronWorkload } from "../constructs/kubernetes/cron-workload";
import { Ingress } from "../constructs/kubernetes/ingress";
import { MigrationJob } from "../constructs/kubernetes/migration-job";
import { Namespace } from "../constructs/kubernetes/namespace";
import { ScheduledScaling } from "../constructs/kubernetes/scheduled-scaling";
import { Workload } from "../constructs/kubernetes/workload";
import type { PlatformEnvironment } from "../environments/schema";
import { BaseStack, type StackProps } from "./base";
import { WORKLOADS } from "./workload-catalog";
import type { CronEntry, ServiceEntry, WorkerEntry, WorkloadEntry } from "./workload-entry";
import { NAMESPACE_LIMITS } from "./workload-limits";
import { type PlacementProps, SERVICE_PORT, WorkloadPlacement } from "./workload-placement";
import { DATABASE_USERS, type WorkloadSurroundings, workloadSettings } from "./workload-settings";

/** Paths that Prometheus asks inside the cluster, and nobody from outside. */
const PRIVATE_PATHS = ["/api/metrics", "/metrics"];

export interface WorkloadsStackProps extends StackProps<PlatformEnvironment>, WorkloadSurroundings, PlacementProps {
  readonly access: ClusterAccess;
  /** An image with kubectl, of the cluster's minor version. */
  readonly kubectlImage: string;
  /** Whether Celery Beat and the scheduled jobs run here: never while they run on the worker host. */
  readonly beatRuns: boolean;
}

/** What runs in the cluster. Specification, sections 4.1, 4.2 and 10.2; `WORKLOADS` says what there is. */
export class WorkloadsStack extends BaseStack<PlatformEnvironment> {
  private readonly namespace: Namespace;
  private readonly placement: WorkloadPlacement;
  private readonly settings: ConfigMap;
  private readonly migration: MigrationJob;

  constructor(
    scope: Construct,
    private readonly props: WorkloadsStackProps,
  ) {
    super(scope, "workloads", props);
    this.addKubernetesProvider(props.access);
    const { project } = this.owner;
    this.namespace = new Namespace(this, "namespace", { name: project, ...NAMESPACE_LIMITS });
    this.settings = new ConfigMap(this, "settings", {
      name: `${project}-config`,
      namespace: this.namespace,
      entries: workloadSettings(props, this.region, (name) => `http://${project}-${name}`),
    });
    this.placement = new WorkloadPlacement(props, this.namespace, this.settings);
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
      after: [this.migration.done],
    });
    if (schedule === undefined || workload.autoscaler === undefined) return;
    const { kubectlImage, imagePullSecret } = this.props;
    new ScheduledScaling(this, `${name}-schedule`, {
      namePrefix: `${workload.app}-scale`,
      autoscaler: workload.autoscaler,
      sizes: schedule,
      kubectlImage,
      imagePullSecret,
      nodeLabels: this.placement.nodeLabels,
      apiServer: this.placement.apiServer,
    });
  }

  private addWorker(name: string, entry: WorkerEntry): void {
    const preStopSeconds = 5;
    new Workload(this, name, {
      ...this.placement.of(name, entry),
      replicas: entry.scaling,
      probes: entry.probes,
      stopping: { preStopSeconds, graceSeconds: preStopSeconds + entry.longestTaskSeconds + 30 },
      ingress: [],
      podAnnotations: { "checksum/settings": this.settings.checksum },
      after: [this.migration.done],
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
      secrets: [this.props.secretNames.migrations],
    });
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
