import { OtsInstance } from "@cdktf/provider-alicloud/lib/ots-instance";
import { OtsTable } from "@cdktf/provider-alicloud/lib/ots-table";
import { Construct } from "constructs";
import type { Role } from "../security/role";

export interface LockTableProps {
  /** 3 to 16 letters, digits and hyphens, a letter first; unique among all accounts of the region. */
  readonly instanceName: string;
  /** 1 to 255 letters, digits and underscores. */
  readonly tableName: string;
  /**
   * Whether Terraform refuses to destroy the table.
   *
   * @default true
   */
  readonly deletionProtection?: boolean;
}

/** The permission to use a lock table, new or not. */
class LockTableAccess extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly instanceName: string,
    private readonly tableName: string,
  ) {
    super(scope, id);
  }

  /** Lets a role take and release locks, and check and record the checksums of states. */
  grantLock(role: Role): void {
    role.addToPolicy({
      effect: "Allow",
      actions: ["ots:GetRow", "ots:PutRow", "ots:DeleteRow", "ots:DescribeTable"],
      resources: [`acs:ots:*:*:instance/${this.instanceName}/table/${this.tableName}`],
    });
  }
}

/**
 * The Tablestore table in which Terraform's `oss` backend keeps its locks and the checksums of its states. The backend
 * asks for exactly one primary key, the string `LockID`.
 */
export class LockTable extends LockTableAccess {
  /** Refers to a table that exists already, or that another stack makes, and creates nothing. */
  static fromTableName(scope: Construct, id: string, instanceName: string, tableName: string): LockTableAccess {
    return new LockTableAccess(scope, id, instanceName, tableName);
  }

  constructor(scope: Construct, id: string, props: LockTableProps) {
    super(scope, id, props.instanceName, props.tableName);
    const lifecycle = { preventDestroy: props.deletionProtection ?? true };
    const instance = new OtsInstance(this, "instance", {
      name: props.instanceName,
      description: "Locks of Terraform states",
      instanceType: "Capacity",
      // Terraform may run outside the VPC. Access needs a key, and is over TLS.
      accessedBy: "Any",
      lifecycle,
    });
    new OtsTable(this, "Default", {
      instanceName: instance.name,
      tableName: props.tableName,
      primaryKey: [{ name: "LockID", type: "String" }],
      timeToLive: -1,
      maxVersion: 1,
      enableSse: true,
      sseKeyType: "SSE_KMS_SERVICE",
      lifecycle,
    });
  }
}
