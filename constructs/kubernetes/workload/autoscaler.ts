import { HorizontalPodAutoscalerV2 } from "@cdktf/provider-kubernetes/lib/horizontal-pod-autoscaler-v2";
import { Construct } from "constructs";
import type { INamespace } from "../namespace";

/** Between how many pods a deployment has, and what decides. */
export interface Scaling {
  readonly minimum: number;
  readonly maximum: number;
  /** Average CPU use that scaling aims at, in percent of what is requested. */
  readonly cpuPercent: number;
  /**
   * Average memory use that scaling aims at, in percent of what is requested: 80 % of 512Mi is 410Mi, so a process whose
   * heap rests above that stays at the maximum whatever it does; its runtime's heap limit has to lie below.
   *
   * @default memory does not count
   */
  readonly memoryPercent?: number;
  /**
   * Whether minimum and maximum are only where the deployment starts, because a schedule sets them later.
   *
   * @default false
   */
  readonly sizedElsewhere?: boolean;
}

export interface AutoscalerProps extends Scaling {
  readonly name: string;
  readonly namespace: INamespace;
  readonly deploymentName: string;
}

/** Sizes a deployment by its use: up at once, down slowly, so that a wave of visitors does not find half the pods gone. */
export class Autoscaler extends Construct {
  readonly autoscalerName: string;
  readonly namespace: INamespace;
  /** Whether it leaves minimum and maximum to others. */
  readonly sizedElsewhere: boolean;

  constructor(scope: Construct, id: string, props: AutoscalerProps) {
    super(scope, id);
    this.namespace = props.namespace;
    this.sizedElsewhere = props.sizedElsewhere ?? false;
    this.node.addValidation({ validate: () => [...sizeProblems(props), ...targetProblems(props)] });
    const { minimum, maximum, cpuPercent, memoryPercent } = props;
    const autoscaler = new HorizontalPodAutoscalerV2(this, "Default", {
      metadata: { name: props.name, namespace: props.namespace.namespaceName },
      spec: {
        scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: props.deploymentName },
        minReplicas: minimum,
        maxReplicas: maximum,
        metric: Object.entries({ cpu: cpuPercent, memory: memoryPercent }).flatMap(([name, averageUtilization]) =>
          averageUtilization === undefined
            ? []
            : [{ type: "Resource", resource: { name, target: { type: "Utilization", averageUtilization } } }],
        ),
        behavior: {
          scaleUp: [
            {
              stabilizationWindowSeconds: 0,
              selectPolicy: "Max",
              policy: [
                { type: "Percent", value: 100, periodSeconds: 60 },
                { type: "Pods", value: 2, periodSeconds: 60 },
              ],
            },
          ],
          scaleDown: [
            {
              stabilizationWindowSeconds: 300,
              selectPolicy: "Max",
              policy: [{ type: "Percent", value: 50, periodSeconds: 60 }],
            },
          ],
        },
      },
      lifecycle: props.sizedElsewhere ? { ignoreChanges: ["spec[0].min_replicas", "spec[0].max_replicas"] } : undefined,
    });
    this.autoscalerName = autoscaler.metadata.name;
  }
}

/** What is wrong with a pair of sizes. */
export function sizeProblems({ minimum, maximum }: { readonly minimum: number; readonly maximum: number }): string[] {
  if (!Number.isInteger(minimum) || minimum < 1)
    return [
      `minimum: ${minimum} is not a whole number from 1: an autoscaler does not scale to nothing; write 1 or more`,
    ];
  if (Number.isInteger(maximum) && minimum <= maximum) return [];
  return [`minimum ${minimum} is over maximum ${maximum}: lower the one or raise the other`];
}

function targetProblems({ cpuPercent, memoryPercent }: Scaling): string[] {
  return Object.entries({ cpuPercent, memoryPercent }).flatMap(([name, percent]) =>
    percent === undefined || (percent >= 1 && percent <= 100)
      ? []
      : [`${name}: ${percent} is out of range: write 1 to 100, in percent of the request`],
  );
}
