import { CsKubernetesPermissions } from "@cdktf/provider-alicloud/lib/cs-kubernetes-permissions";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";

/** What a RAM user or role may do inside a cluster. */
export interface Permission {
  /** Id of the RAM user, or of the role. */
  readonly uid: string;
  readonly isRole: boolean;
  /** A predefined role of ACK: `admin`, `ops`, `dev` or `restricted`; or the name of a ClusterRole. */
  readonly role: string;
  /**
   * Whether the role is a ClusterRole of the cluster's own.
   *
   * @default false
   */
  readonly isClusterRole?: boolean;
}

export interface ClusterPermissionProps extends Permission {
  readonly clusterId: string;
  /** What has to be there before, such as the ClusterRole. */
  readonly after?: readonly ITerraformDependable[];
}

/** Permits a RAM user or role something in one cluster, and leaves its permissions in others alone. */
export class ClusterPermission extends Construct {
  constructor(scope: Construct, id: string, props: ClusterPermissionProps) {
    super(scope, id);
    new CsKubernetesPermissions(this, "Default", {
      uid: props.uid,
      permissions: [
        {
          cluster: props.clusterId,
          roleType: "cluster",
          roleName: props.role,
          isRamRole: props.isRole,
          isCustom: props.isClusterRole ?? false,
        },
      ],
      dependsOn: props.after && [...props.after],
    });
  }
}
