import { HorizontalPodAutoscalerV2 } from "@cdktf/provider-kubernetes/lib/horizontal-pod-autoscaler-v2";
import { Construct } from "constructs";
import type { INamespace } from "../namespace";

/** Limits of a deployment's number of pods, and the use at which scaling aims. */
export interface Scaling {
  /** Least number of pods, 1 or more. */
  readonly minimum: number;
  /** Greatest number of pods. */
  readonly maximum: number;
  /** Average CPU use at which scaling aims, in percent of the request. */
  readonly cpuPercent: number;
  /**
   * Average memory use at which scaling aims, in percent of the request. A process that keeps more memory than that,
   * even when idle, stays at the maximum: 80 % of 512Mi is 410Mi, so the limit of its heap has to be below 410Mi.
   *
   * @default memory is not considered
   */
  readonly memoryPercent?: number;
  /**
   * Whether something else changes minimum and maximum, such as a schedule. Terraform then only sets them when it
   * creates the autoscaler.
   *
   * @default false
   */
  readonly externallyScaled?: boolean;
}

export interface AutoscalerProps extends Scaling {
  /** Name of the autoscaler. */
  readonly name: string;
  readonly namespace: INamespace;
  readonly deploymentName: string;
}

/** Scales a deployment by its CPU and memory use: up at once, down slowly, because visitors come in waves. */
export class Autoscaler extends Construct {
  readonly autoscalerName: string;
  readonly namespace: INamespace;
  /** Whether something else changes minimum and maximum. */
  readonly externallyScaled: boolean;

  constructor(scope: Construct, id: string, props: AutoscalerProps) {
    super(scope, id);
    this.namespace = props.namespace;
    this.externallyScaled = props.externallyScaled ?? false;
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
      lifecycle: props.externallyScaled
        ? { ignoreChanges: ["spec[0].min_replicas", "spec[0].max_replicas"] }
        : undefined,
    });
    this.autoscalerName = autoscaler.metadata.name;
  }
}

/** Finds what is wrong with limits of a number of pods: one sentence per problem, with a remedy. */
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
