import { RoleBindingV1 } from "@cdktf/provider-kubernetes/lib/role-binding-v1";
import { RoleV1 } from "@cdktf/provider-kubernetes/lib/role-v1";
import { Construct } from "constructs";
import type { PodProps } from "../pod/container";
import type { Peer } from "../pod/pod-network-policy";
import { type Autoscaler, sizeProblems } from "./autoscaler";
import { CronWorkload } from "./cron-workload";

/** Pod of kubectl, which caches what it learns about the API server in its home folder. */
const KUBECTL: Pick<PodProps, "containerName" | "userId" | "resources" | "environment"> = {
  containerName: "kubectl",
  userId: 65532,
  environment: { HOME: "/tmp" },
  resources: {
    cpu: { request: "10m", limit: "100m" },
    memory: { request: "32Mi", limit: "128Mi" },
    ephemeralStorage: { request: "16Mi", limit: "128Mi" },
  },
};

/** Limits of a deployment's number of pods from a time of day on. */
export interface ScheduledReplicas {
  readonly name: string;
  /** Hours and minutes, such as `01:00`. */
  readonly at: string;
  readonly minimum: number;
  readonly maximum: number;
}

export interface ScheduledScalingProps {
  /** First part of the names of its objects. */
  readonly namePrefix: string;
  /** Autoscaler whose limits change; it has to be `externallyScaled`. */
  readonly autoscaler: Autoscaler;
  readonly sizes: readonly ScheduledReplicas[];
  /** Image with kubectl, at most one minor version older or newer than the cluster. */
  readonly kubectlImage: string;
  /** @default none: the cluster's credential helper provides the registry's password */
  readonly imagePullSecret?: string;
  /** @default any node */
  readonly nodeLabels?: Readonly<Record<string, string>>;
  /** Addresses of the API server, which takes requests on ports 443 and 6443. */
  readonly apiServer: readonly Peer[];
  /**
   * Time zone of the schedule.
   *
   * @default "Asia/Shanghai"
   */
  readonly timezone?: string;
}

/**
 * Changes an autoscaler's minimum and maximum at the same times every day, with jobs that may patch this one autoscaler
 * and nothing else. CronHPA sets one fixed size, and KEDA's cron trigger a minimum only.
 */
export class ScheduledScaling extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: ScheduledScalingProps,
  ) {
    super(scope, id);
    this.node.addValidation({ validate: () => this.problems() });
    const { namespace, autoscalerName } = props.autoscaler;
    const metadata = { name: props.namePrefix, namespace: namespace.namespaceName };
    const role = new RoleV1(this, "role", {
      metadata,
      rule: [
        {
          apiGroups: ["autoscaling"],
          resources: ["horizontalpodautoscalers"],
          resourceNames: [autoscalerName],
          verbs: ["get", "patch"],
        },
      ],
    });
    const jobs = props.sizes.map((size) => this.addJob(size));
    new RoleBindingV1(this, "binding", {
      metadata,
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: role.metadata.name },
      subject: jobs.map(({ identity }) => ({
        kind: "ServiceAccount",
        name: identity.serviceAccountName,
        namespace: namespace.namespaceName,
      })),
    });
  }

  private addJob({ name, at, minimum, maximum }: ScheduledReplicas): CronWorkload {
    const { autoscaler, namePrefix, timezone, apiServer } = this.props;
    const [hours, minutes] = at.split(":").map(Number);
    const patch = JSON.stringify({ spec: { minReplicas: minimum, maxReplicas: maximum } });
    const target = ["hpa", autoscaler.autoscalerName, "--namespace", autoscaler.namespace.namespaceName];
    return new CronWorkload(this, name, {
      ...KUBECTL,
      name: `${namePrefix}-${name}`,
      namespace: autoscaler.namespace,
      image: this.props.kubectlImage,
      imagePullSecret: this.props.imagePullSecret,
      nodeLabels: this.props.nodeLabels,
      command: ["kubectl", "patch", ...target, "--type", "merge", "--patch", patch],
      schedule: `${minutes} ${hours} * * *`,
      timezone,
      deadlineSeconds: 300,
      // A late run is better than none: without it, the limits stay wrong until the next scheduled time.
      startingDeadlineSeconds: 3600,
      retries: 3,
      egress: [{ peers: apiServer, ports: [443, 6443] }],
      usesApi: true,
    });
  }

  private problems(): string[] {
    const { autoscaler, sizes } = this.props;
    const problems = sizes.flatMap((size) => {
      const place = `sizes ${size.name}`;
      const time = /^([01]\d|2[0-3]):[0-5]\d$/.test(size.at)
        ? []
        : [`${place}: at "${size.at}" is not a time of day: write hours and minutes such as 01:00`];
      return [...time, ...sizeProblems(size).map((problem) => `${place}: ${problem}`)];
    });
    if (autoscaler.externallyScaled) return problems;
    return [
      ...problems,
      `autoscaler ${autoscaler.node.path}: sets its sizes itself, so each deploy undoes the schedule: set externallyScaled`,
    ];
  }
}
