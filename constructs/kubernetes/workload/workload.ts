import { DeploymentV1 } from "@cdktf/provider-kubernetes/lib/deployment-v1";
import { PodDisruptionBudgetV1 } from "@cdktf/provider-kubernetes/lib/pod-disruption-budget-v1";
import { ServiceV1 } from "@cdktf/provider-kubernetes/lib/service-v1";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { INamespace } from "../namespace";
import { nameProblems, portProblems } from "../object-name";
import type { PodProps, Stopping } from "../pod/container";
import { PodIdentity } from "../pod/pod-identity";
import { PodNetworkPolicy, type Traffic } from "../pod/pod-network-policy";
import { podProblems, podSpec } from "../pod/pod-spec";
import { type Probes, probeProblems } from "../pod/probe";
import { Autoscaler, type Scaling } from "./autoscaler";

/**
 * How the number of pods is decided: by an autoscaler of the workload; by an autoscaler that is made elsewhere; or
 * always exactly one, where a rollout deletes the old pod before it starts the new one.
 */
export type Replicas = Scaling | "externally-scaled" | "exactly-one";

export interface WorkloadProps extends PodProps {
  /** Name of the deployment and of its other objects, and value of the pods' label `app`. At most 59 characters. */
  readonly name: string;
  readonly namespace: INamespace;
  readonly replicas: Replicas;
  /**
   * The service in front of the pods: its own port, and the containers'.
   *
   * @default none: the workload takes no requests
   */
  readonly service?: { readonly port: number; readonly containerPort: number };
  readonly probes: Probes;
  /** @default preStopSeconds 10, graceSeconds 40 */
  readonly stopping?: Stopping;
  /**
   * Seconds for which a new pod has to be ready before the rollout continues.
   *
   * @default 10
   */
  readonly minReadySeconds?: number;
  /** Inbound traffic of the pods. */
  readonly ingress: readonly Traffic[];
  /** Outbound traffic of the pods. */
  readonly egress: readonly Traffic[];
  /**
   * Name of the RAM role whose temporary keys the pods get (RRSA).
   *
   * @default none
   */
  readonly roleName?: string;
  /**
   * Annotations of the pods. A change replaces the pods.
   *
   * @default none
   */
  readonly podAnnotations?: Readonly<Record<string, string>>;
  /**
   * Resources that have to be there before the first new pod starts, such as a migration.
   *
   * @default none
   */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/**
 * A service or a worker: a deployment with its service account, network policy, disruption budget, and where it has
 * them, service and autoscaler.
 */
export class Workload extends Construct {
  /** Undefined when `replicas` is not a {@link Scaling}. */
  readonly autoscaler: Autoscaler | undefined;
  /** Value of the pods' label `app`. */
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
    const { props } = this;
    const isSingle = props.replicas === "exactly-one";
    const podLabels = { app: this.app };
    const deployment = new DeploymentV1(this, "Default", {
      metadata: { name: this.app, namespace: this.namespaceName, labels: this.labels },
      spec: {
        // Undefined where an autoscaler decides: each deploy would set a number back.
        replicas: isSingle ? "1" : undefined,
        minReadySeconds: props.minReadySeconds ?? 10,
        revisionHistoryLimit: 5,
        progressDeadlineSeconds: 600,
        selector: { matchLabels: podLabels },
        strategy: isSingle
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
            spread: podLabels,
          }),
        },
      },
      timeouts: { create: "15m", update: "15m" },
      lifecycle: isSingle ? undefined : { ignoreChanges: ["spec[0].replicas"] },
      dependsOn: props.dependsOn && [...props.dependsOn],
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

  /** Lets drains of nodes evict one pod at a time. A `minAvailable` would block them when there is one replica. */
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
      // 63, less the `-hpa` at the end of the autoscaler's name.
      ...nameProblems(props.name, 59),
      ...(props.service ? portProblems("service.port", props.service.port) : []),
      ...podProblems(props, { port, stopping: this.stopping }),
      ...probeProblems(props.probes, port),
    ];
  }
}
