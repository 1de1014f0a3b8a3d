import { CsKubernetesPermissions } from "@cdktf/provider-alicloud/lib/cs-kubernetes-permissions";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";

/** A role inside a cluster for a RAM user or a RAM role. */
export interface Permission {
  /** Id of the RAM user, or of the RAM role. */
  readonly uid: string;
  /** Whether `uid` is the id of a RAM role. */
  readonly isRole: boolean;
  /** Predefined role of ACK: `admin`, `ops`, `dev` or `restricted`; or the name of a ClusterRole. */
  readonly role: string;
  /**
   * Whether `role` is the name of a ClusterRole.
   *
   * @default false
   */
  readonly isClusterRole?: boolean;
}

export interface ClusterPermissionProps extends Permission {
  readonly clusterId: string;
  /**
   * Resources that have to be there before, such as the ClusterRole.
   *
   * @default none
   */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/** Gives a RAM user or role a role in one cluster, and leaves its roles in other clusters alone. */
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
      dependsOn: props.dependsOn && [...props.dependsOn],
    });
  }
}
