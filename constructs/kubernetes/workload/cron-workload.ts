import { CronJobV1 } from "@cdktf/provider-kubernetes/lib/cron-job-v1";
import { Construct } from "constructs";
import type { INamespace } from "../namespace";
import { nameProblems } from "../object-name";
import type { PodProps } from "../pod/container";
import { PodIdentity } from "../pod/pod-identity";
import { PodNetworkPolicy, type Traffic } from "../pod/pod-network-policy";
import { podProblems, podSpec } from "../pod/pod-spec";

/** China has no daylight saving time, so no run is skipped or repeated. */
const DEFAULT_TIMEZONE = "Asia/Shanghai";

export interface CronWorkloadProps extends PodProps {
  /** At most 52 characters: Kubernetes appends the time of each run. */
  readonly name: string;
  readonly namespace: INamespace;
  /** Cron expression of five fields: minute, hour, day of month, month, day of week. */
  readonly schedule: string;
  /**
   * Time zone of the schedule.
   *
   * @default "Asia/Shanghai"
   */
  readonly timezone?: string;
  /** Seconds after which a run is stopped. */
  readonly deadlineSeconds: number;
  /**
   * Seconds after its scheduled time until which a delayed run is still started.
   *
   * @default 600
   */
  readonly startingDeadlineSeconds?: number;
  /**
   * Number of retries of a failed run.
   *
   * @default 1
   */
  readonly retries?: number;
  /**
   * Whether no runs are started for now.
   *
   * @default false
   */
  readonly suspend?: boolean;
  /** Outbound traffic of its pods. Inbound traffic is denied. */
  readonly egress: readonly Traffic[];
  /**
   * Name of the RAM role whose temporary keys the pods get (RRSA).
   *
   * @default none
   */
  readonly roleName?: string;
  /**
   * Whether its pods use the API server.
   *
   * @default false
   */
  readonly usesApi?: boolean;
}

/** A CronJob: runs a container on a schedule, and never starts a run while another is going on. */
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
        timezone: props.timezone ?? DEFAULT_TIMEZONE,
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
