import { ServiceAccountV1 } from "@cdktf/provider-kubernetes/lib/service-account-v1";
import { Construct } from "constructs";
import type { INamespace } from "../namespace";

export interface PodIdentityProps {
  readonly name: string;
  readonly namespace: INamespace;
  /**
   * Name of the RAM role whose temporary keys the pods get (RRSA).
   *
   * @default none
   */
  readonly roleName?: string;
}

/** A service account for the pods of one workload, without rights in the cluster. */
export class PodIdentity extends Construct {
  readonly serviceAccountName: string;

  constructor(scope: Construct, id: string, props: PodIdentityProps) {
    super(scope, id);
    const account = new ServiceAccountV1(this, "Default", {
      metadata: {
        name: props.name,
        namespace: props.namespace.namespaceName,
        annotations:
          props.roleName === undefined ? undefined : { "pod-identity.alibabacloud.com/role-name": props.roleName },
      },
      automountServiceAccountToken: false,
      // The cluster's credential helper adds a secret for the registry, and Terraform would remove it.
      lifecycle: { ignoreChanges: ["image_pull_secret"] },
    });
    this.serviceAccountName = account.metadata.name;
  }
}
