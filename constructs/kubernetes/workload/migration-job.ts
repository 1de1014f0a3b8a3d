import { createHash } from "node:crypto";
import { JobV1 } from "@cdktf/provider-kubernetes/lib/job-v1";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { INamespace } from "../namespace";
import { nameProblems } from "../object-name";
import type { PodProps } from "../pod/container";
import { PodIdentity } from "../pod/pod-identity";
import { PodNetworkPolicy, type Traffic } from "../pod/pod-network-policy";
import { podProblems, podSpec } from "../pod/pod-spec";

export interface MigrationJobProps extends PodProps {
  /** First part of the job's name, at most 52 characters; a hash of the image follows. */
  readonly name: string;
  readonly namespace: INamespace;
  /**
   * Seconds after which the job is stopped and has failed.
   *
   * @default 1500
   */
  readonly deadlineSeconds?: number;
  /** Outbound traffic of its pod, such as to the database. */
  readonly egress: readonly Traffic[];
  /**
   * Resources that have to be there before the job starts, such as its secrets.
   *
   * @default none
   */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/**
 * Migrates a database's schema, once for each image, before the deployments that need the new schema. Jobs are
 * immutable, so another image makes another job, and Terraform deletes the old one. The job has no
 * `ttlSecondsAfterFinished`: Terraform would find it missing and run it again.
 */
export class MigrationJob extends Construct {
  /** Dependency of deployments: the migration has succeeded. */
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
      // Longer than the job's own deadline, so that Terraform reports the job's failure and not a timeout.
      timeouts: { create: `${deadlineSeconds + 120}s`, update: `${deadlineSeconds + 120}s` },
      // Without the policy, the pod cannot reach the database.
      dependsOn: [policy.resource, ...(props.dependsOn ?? [])],
    });
  }
}

/** Hash of the image reference, ten characters. */
function imageHash(image: string): string {
  return createHash("sha256").update(image).digest("hex").slice(0, 10);
}
