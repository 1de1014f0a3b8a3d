import { Construct } from "constructs";
import { HelmRelease, type HelmReleaseProps } from "../helm/helm-release";
import { sizeProblems } from "./autoscaler";

export interface QueueScalingProps extends Omit<HelmReleaseProps, "settings"> {
  readonly deploymentName: string;
  /** Least number of pods. */
  readonly minimum: number;
  /** Greatest number of pods. */
  readonly maximum: number;
  /** Average CPU use at which scaling aims, in percent of the request. */
  readonly cpuPercent: number;
  /** Tasks in the queue for each pod at which scaling aims. */
  readonly tasksPerWorker: number;
  /** The list in Redis, its user, and the name of the Secret with the user's password in the release's namespace. */
  readonly queue: {
    readonly host: string;
    readonly port: string;
    /** Key of the list that has the waiting tasks. */
    readonly list: string;
    readonly user: string;
    readonly passwordSecret: string;
  };
}

/**
 * Scales a deployment by the length of its queue and by its CPU use, whichever asks for more pods. The chart makes a
 * ScaledObject of KEDA, whose operator has to be installed; it takes the values `deployment`, `minimum`, `maximum`,
 * `cpuPercent` and `queue`. The deployment must not have another autoscaler.
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
        { path: ["queue", "list"], value: queue.list },
        { path: ["queue", "user"], value: queue.user },
        { path: ["queue", "passwordSecret", "name"], value: queue.passwordSecret },
        { path: ["queue", "tasksPerWorker"], value: tasksPerWorker },
      ],
    });
  }
}
