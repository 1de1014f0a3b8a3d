import { RoleBindingV1 } from "@cdktf/provider-kubernetes/lib/role-binding-v1";
import { RoleV1 } from "@cdktf/provider-kubernetes/lib/role-v1";
import { Construct } from "constructs";
import type { PodProps } from "../pod/container";
import type { Peer } from "../pod/network-policy";
import { type Autoscaler, sizeProblems } from "./autoscaler";
import { CronWorkload } from "./cron-workload";

/** Between how many pods a deployment has from a time of day on. */
export interface ScheduledReplicas {
  readonly name: string;
  /** Hours and minutes, such as `01:00`. */
  readonly at: string;
  readonly minimum: number;
  readonly maximum: number;
}

export interface ScheduledScalingProps {
  /** What its objects' names start with. */
  readonly namePrefix: string;
  /** Has to leave its sizes to others (`sizedElsewhere`). */
  readonly autoscaler: Autoscaler;
  readonly sizes: readonly ScheduledReplicas[];
  /** An image with kubectl, of a version that is at most one minor version away from the cluster's. */
  readonly kubectlImage: string;
  /** @default none: the cluster's credential helper has the registry's password */
  readonly imagePullSecret?: string;
  /** @default any node */
  readonly nodeLabels?: Readonly<Record<string, string>>;
  /** Where the API server is, on ports 443 and 6443. */
  readonly apiServer: readonly Peer[];
  /** @default "Asia/Shanghai" */
  readonly timezone?: string;
}

/**
 * Changes an autoscaler's limits at the same times every day (specification, section 10.2). CronHPA knows one size and
 * KEDA a floor; minimum and maximum together are set by whoever may patch this one autoscaler, and nothing else.
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
      // Late is better than never: until the next time the deployment keeps the wrong size.
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
    if (autoscaler.sizedElsewhere) return problems;
    return [
      ...problems,
      `autoscaler ${autoscaler.node.path}: sets its sizes itself, so each deploy undoes the schedule: set sizedElsewhere`,
    ];
  }
}

/** kubectl keeps what it has learnt of the server in its home. */
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
