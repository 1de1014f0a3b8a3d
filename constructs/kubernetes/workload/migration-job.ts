import { createHash } from "node:crypto";
import { JobV1 } from "@cdktf/provider-kubernetes/lib/job-v1";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { INamespace } from "../namespace";
import { nameProblems } from "../object-name";
import type { PodProps } from "../pod/container";
import { PodNetworkPolicy, type Traffic } from "../pod/network-policy";
import { PodIdentity } from "../pod/pod-identity";
import { podProblems, podSpec } from "../pod/pod-spec";

export interface MigrationJobProps extends PodProps {
  /** What its name starts with, at most 52 characters; the image's hash follows. */
  readonly name: string;
  readonly namespace: INamespace;
  /**
   * Seconds after which it is given up.
   *
   * @default 1500
   */
  readonly deadlineSeconds?: number;
  /** To where it may go: the database. */
  readonly egress: readonly Traffic[];
  /** What has to be there before it starts, such as its secrets. */
  readonly after?: readonly ITerraformDependable[];
}

/**
 * Changes the database's schema, once for each image, before the deployments that need it (specification, section 5.2).
 * A job cannot be changed, so another image is another job, and Terraform removes the one before; a job that removed
 * itself (`ttlSecondsAfterFinished`) would be missed by the next plan, and run again.
 */
export class MigrationJob extends Construct {
  /** What deployments wait for: done, not only begun. */
  readonly done: ITerraformDependable;

  constructor(scope: Construct, id: string, props: MigrationJobProps) {
    super(scope, id);
    this.node.addValidation({ validate: () => [...nameProblems(props.name, 52), ...podProblems(props)] });
    const { name, namespace, egress, deadlineSeconds = 1500 } = props;
    const identity = new PodIdentity(this, "identity", { name, namespace });
    const policy = new PodNetworkPolicy(this, "traffic", { name, namespace, app: name, ingress: [], egress });
    const labels = { app: name, "app.kubernetes.io/name": name, "app.kubernetes.io/managed-by": "terraform" };
    this.done = new JobV1(this, "Default", {
      metadata: { name: `${name}-${imageHash(props.image)}`, namespace: namespace.namespaceName, labels },
      waitForCompletion: true,
      spec: {
        backoffLimit: 2,
        activeDeadlineSeconds: deadlineSeconds,
        template: {
          metadata: { labels },
          spec: podSpec(props, { serviceAccountName: identity.serviceAccountName, restartPolicy: "Never" }),
        },
      },
      // Longer than the job's own deadline, so that the reason of a failure is the job's.
      timeouts: { create: `${deadlineSeconds + 120}s`, update: `${deadlineSeconds + 120}s` },
      // Without it the pod is not let out to the database.
      dependsOn: [policy.resource, ...(props.after ?? [])],
    });
  }
}

/** Ten characters that change with the image. */
function imageHash(image: string): string {
  return createHash("sha256").update(image).digest("hex").slice(0, 10);
}
