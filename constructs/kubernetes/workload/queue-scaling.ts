import { Construct } from "constructs";
import { HelmRelease, type HelmReleaseProps } from "../helm/helm-release";
import { sizeProblems } from "./autoscaler";

export interface QueueScalingProps extends Omit<HelmReleaseProps, "settings"> {
  readonly deploymentName: string;
  readonly minimum: number;
  readonly maximum: number;
  /** Average CPU use that scaling aims at, in percent of what is requested. */
  readonly cpuPercent: number;
  /** How many tasks there are to be in the queue for each pod. */
  readonly tasksPerWorker: number;
  /** Where the queue is: Redis, with the user and the Secret that has its password, of the release's namespace. */
  readonly queue: {
    readonly host: string;
    readonly port: string;
    readonly user: string;
    readonly passwordSecret: string;
  };
}

/**
 * Sizes a deployment by the length of its queue and by its use, whichever asks for more: KEDA makes the autoscaler, so its
 * operator has to be there, and the deployment has none of its own.
 */
export class QueueScaling extends Construct {
  constructor(scope: Construct, id: string, props: QueueScalingProps) {
    super(scope, id);
    const { deploymentName, minimum, maximum, cpuPercent, tasksPerWorker, queue, ...release } = props;
    this.node.addValidation({ validate: () => sizeProblems({ minimum, maximum }) });
    new HelmRelease(this, "Default", {
      ...release,
      settings: [
        { path: ["deployment"], value: deploymentName },
        { path: ["minimum"], value: minimum },
        { path: ["maximum"], value: maximum },
        { path: ["cpuPercent"], value: cpuPercent },
        { path: ["queue", "address"], value: `${queue.host}:${queue.port}` },
        { path: ["queue", "user"], value: queue.user },
        { path: ["queue", "passwordSecret", "name"], value: queue.passwordSecret },
        { path: ["queue", "tasksPerWorker"], value: tasksPerWorker },
      ],
    });
  }
}
