import { DeploymentV1 } from "@cdktf/provider-kubernetes/lib/deployment-v1";
import { PodDisruptionBudgetV1 } from "@cdktf/provider-kubernetes/lib/pod-disruption-budget-v1";
import { ServiceV1 } from "@cdktf/provider-kubernetes/lib/service-v1";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { INamespace } from "../namespace";
import { nameProblems, portProblems } from "../object-name";
import type { PodProps, Stopping } from "../pod/container";
import { PodNetworkPolicy, type Traffic } from "../pod/network-policy";
import { PodIdentity } from "../pod/pod-identity";
import { podProblems, podSpec } from "../pod/pod-spec";
import { type Probes, probeProblems } from "../pod/probe";
import { Autoscaler, type Scaling } from "./autoscaler";

/**
 * How many pods: as an autoscaler decides; as one decides that is not the workload's own; or exactly one, the old gone before
 * the new comes.
 */
export type Replicas = Scaling | "scaled-elsewhere" | "exactly-one";

export interface WorkloadProps extends PodProps {
  /** Of the deployment and of all that belongs to it; pods carry it as their label `app`. At most 59 characters. */
  readonly name: string;
  readonly namespace: INamespace;
  readonly replicas: Replicas;
  /** @default none: the workload answers nobody */
  readonly service?: { readonly port: number; readonly containerPort: number };
  readonly probes: Probes;
  /** @default preStopSeconds 10, graceSeconds 40 */
  readonly stopping?: Stopping;
  /**
   * Seconds for which a new pod has to be ready before the rollout goes on.
   *
   * @default 10
   */
  readonly minReadySeconds?: number;
  /** Who may come in, and to where pods may go. */
  readonly ingress: readonly Traffic[];
  readonly egress: readonly Traffic[];
  /** @default no RAM role */
  readonly roleName?: string;
  /** Annotations of pods: when one changes, they are replaced. */
  readonly podAnnotations?: Readonly<Record<string, string>>;
  /** What has to be there before the first new pod starts, such as a migration. */
  readonly after?: readonly ITerraformDependable[];
}

/** A service or a worker: its pods, and everything that a cluster needs to know of them. Specification, sections 4.1, 4.2. */
export class Workload extends Construct {
  /** None for a workload of exactly one pod, or one that is scaled elsewhere. */
  readonly autoscaler: Autoscaler | undefined;
  /** The label `app`. */
  readonly app: string;
  readonly deploymentName: string;
  private readonly namespaceName: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: WorkloadProps,
  ) {
    super(scope, id);
    this.app = props.name;
    this.namespaceName = props.namespace.namespaceName;
    this.node.addValidation({ validate: () => this.problems() });
    const { name, namespace, ingress, egress, replicas } = props;
    const identity = new PodIdentity(this, "identity", { name, namespace, roleName: props.roleName });
    new PodNetworkPolicy(this, "traffic", { name, namespace, app: name, ingress, egress });
    this.deploymentName = this.addDeployment(identity);
    if (props.service !== undefined) this.addService(props.service);
    this.addDisruptionBudget();
    if (typeof replicas === "string") return;
    const { deploymentName } = this;
    this.autoscaler = new Autoscaler(this, "autoscaler", {
      ...replicas,
      name: `${name}-hpa`,
      namespace,
      deploymentName,
    });
  }

  private addDeployment(identity: PodIdentity): string {
    const { name, props } = { name: this.app, props: this.props };
    const single = props.replicas === "exactly-one";
    const labels = { app: name };
    const deployment = new DeploymentV1(this, "Default", {
      metadata: { name, namespace: this.namespaceName, labels: this.labels },
      spec: {
        // The autoscaler's, wherever there is one: a static number would undo it at each deploy.
        replicas: single ? "1" : undefined,
        minReadySeconds: props.minReadySeconds ?? 10,
        revisionHistoryLimit: 5,
        progressDeadlineSeconds: 600,
        selector: { matchLabels: labels },
        strategy: single
          ? { type: "Recreate" }
          : { type: "RollingUpdate", rollingUpdate: { maxSurge: "25%", maxUnavailable: "0" } },
        template: {
          metadata: { labels: this.labels, annotations: props.podAnnotations && { ...props.podAnnotations } },
          spec: podSpec(props, {
            serviceAccountName: identity.serviceAccountName,
            restartPolicy: "Always",
            port: props.service?.containerPort,
            probes: props.probes,
            stopping: this.stopping,
            spread: labels,
          }),
        },
      },
      timeouts: { create: "15m", update: "15m" },
      lifecycle: single ? undefined : { ignoreChanges: ["spec[0].replicas"] },
      dependsOn: props.after && [...props.after],
    });
    return deployment.metadata.name;
  }

  private addService({ port, containerPort }: { readonly port: number; readonly containerPort: number }): void {
    new ServiceV1(this, "service", {
      metadata: { name: this.app, namespace: this.namespaceName, labels: this.labels },
      spec: {
        type: "ClusterIP",
        selector: { app: this.app },
        port: [{ name: "http", port, targetPort: String(containerPort), protocol: "TCP" }],
      },
    });
  }

  /** At most one pod is away while nodes are drained: a minimum that is available would block drains at one replica. */
  private addDisruptionBudget(): void {
    new PodDisruptionBudgetV1(this, "disruption-budget", {
      metadata: { name: this.app, namespace: this.namespaceName },
      spec: { maxUnavailable: "1", selector: { matchLabels: { app: this.app } } },
    });
  }

  private get stopping(): Stopping {
    return this.props.stopping ?? { preStopSeconds: 10, graceSeconds: 40 };
  }

  private get labels(): Record<string, string> {
    return { app: this.app, "app.kubernetes.io/name": this.app, "app.kubernetes.io/managed-by": "terraform" };
  }

  private problems(): string[] {
    const { props } = this;
    const port = props.service?.containerPort;
    return [
      // The autoscaler's name is four characters longer.
      ...nameProblems(props.name, 59),
      ...(props.service ? portProblems("service.port", props.service.port) : []),
      ...podProblems(props, { port, stopping: this.stopping }),
      ...probeProblems(props.probes, port),
    ];
  }
}
