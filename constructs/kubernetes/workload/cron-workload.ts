import { CronJobV1 } from "@cdktf/provider-kubernetes/lib/cron-job-v1";
import { Construct } from "constructs";
import type { INamespace } from "../namespace";
import { nameProblems } from "../object-name";
import type { PodProps } from "../pod/container";
import { PodNetworkPolicy, type Traffic } from "../pod/network-policy";
import { PodIdentity } from "../pod/pod-identity";
import { podProblems, podSpec } from "../pod/pod-spec";

/** Where times of day are meant, unless something else is said: China has no daylight saving. */
export const CHINA_TIME = "Asia/Shanghai";

export interface CronWorkloadProps extends PodProps {
  /** At most 52 characters: Kubernetes appends the time of each run. */
  readonly name: string;
  readonly namespace: INamespace;
  /** Five fields: minute, hour, day of month, month, day of week. */
  readonly schedule: string;
  /** @default "Asia/Shanghai" */
  readonly timezone?: string;
  /** Seconds after which a run is stopped. */
  readonly deadlineSeconds: number;
  /**
   * Seconds after its time for which a run that could not start is still started.
   *
   * @default 600
   */
  readonly startingDeadlineSeconds?: number;
  /**
   * How often a failed run is tried again.
   *
   * @default 1
   */
  readonly retries?: number;
  /**
   * Whether it does not run for now.
   *
   * @default false
   */
  readonly suspend?: boolean;
  /** To where its pods may go; nobody comes in. */
  readonly egress: readonly Traffic[];
  /** @default no RAM role */
  readonly roleName?: string;
  /**
   * Whether it speaks to the API server.
   *
   * @default false
   */
  readonly usesApi?: boolean;
}

/** Runs something at times of day, never twice at once. */
export class CronWorkload extends Construct {
  readonly identity: PodIdentity;

  constructor(scope: Construct, id: string, props: CronWorkloadProps) {
    super(scope, id);
    this.node.addValidation({
      validate: () => [...nameProblems(props.name, 52), ...scheduleProblems(props.schedule), ...podProblems(props)],
    });
    const { name, namespace, egress } = props;
    this.identity = new PodIdentity(this, "identity", { name, namespace, roleName: props.roleName });
    new PodNetworkPolicy(this, "traffic", { name, namespace, app: name, ingress: [], egress });
    const labels = { app: name, "app.kubernetes.io/name": name, "app.kubernetes.io/managed-by": "terraform" };
    new CronJobV1(this, "Default", {
      metadata: { name, namespace: namespace.namespaceName, labels },
      spec: {
        schedule: props.schedule,
        timezone: props.timezone ?? CHINA_TIME,
        concurrencyPolicy: "Forbid",
        startingDeadlineSeconds: props.startingDeadlineSeconds ?? 600,
        successfulJobsHistoryLimit: 1,
        failedJobsHistoryLimit: 3,
        suspend: props.suspend ?? false,
        jobTemplate: {
          metadata: { labels },
          spec: {
            activeDeadlineSeconds: props.deadlineSeconds,
            backoffLimit: props.retries ?? 1,
            template: {
              metadata: { labels },
              spec: podSpec(props, {
                serviceAccountName: this.identity.serviceAccountName,
                restartPolicy: "Never",
                usesApi: props.usesApi,
              }),
            },
          },
        },
      },
    });
  }
}

function scheduleProblems(schedule: string): string[] {
  const field = "(\\*|\\d+(-\\d+)?)(/\\d+)?";
  if (new RegExp(`^${Array(5).fill(`${field}(,${field})*`).join(" ")}$`).test(schedule)) return [];
  return [`schedule: "${schedule}" is not a cron expression of five fields: write one such as "0 3 * * *"`];
}
