import type { PodProps } from "../../../constructs/kubernetes/pod/container";
import type { Probes } from "../../../constructs/kubernetes/pod/probe";
import type { Scaling } from "../../../constructs/kubernetes/workload/autoscaler";
import type { ScheduledReplicas } from "../../../constructs/kubernetes/workload/scheduled-scaling";
import type { Need } from "./workload-traffic";

/** What every workload is described by. */
interface Entry extends Pick<PodProps, "command" | "userId" | "resources" | "writableFolders" | "environment"> {
  /** The repository of its image in the registry. */
  readonly image: string;
  /** Where its pods go. */
  readonly needs: readonly Need[];
  /** The services that its pods ask. */
  readonly calls?: readonly string[];
}

/** Answers requests: its paths are those of `services` in the environment. */
export interface ServiceEntry extends Entry {
  readonly kind: "service";
  readonly containerPort: number;
  readonly scaling: Scaling;
  /** Its limits at times of day. */
  readonly schedule?: readonly ScheduledReplicas[];
  readonly probes: Probes;
}

/** Takes tasks from the queue, or, as the only one of its kind, puts them there at their time. */
export interface WorkerEntry extends Entry {
  readonly kind: "worker";
  readonly scaling: Scaling | "exactly-one";
  readonly probes: Probes;
  /** Seconds that a task may take: a pod that goes has as long to end it. */
  readonly longestTaskSeconds: number;
}

/** Runs at times of day, in China. */
export interface CronEntry extends Entry {
  readonly kind: "cron";
  readonly schedule: string;
  readonly deadlineSeconds: number;
}

export type WorkloadEntry = ServiceEntry | WorkerEntry | CronEntry;
