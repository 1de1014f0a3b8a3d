import type { Construct } from "constructs";
import { LockTable } from "../../constructs/storage/lock-table";
import { PrivateBucket } from "../../constructs/storage/private-bucket";
import type { AccountEnvironment } from "../../environments/schema/environment";
import { BaseStack, type StackProps } from "../base";
import { stateLocation } from "../conventions/state-location";

/**
 * The place of every stack's Terraform state: a bucket, a bucket that logs its requests, and a lock table. It is
 * deployed first, with a local state that moves into the bucket afterwards.
 */
export class StateStack extends BaseStack<AccountEnvironment> {
  constructor(scope: Construct, props: StackProps<AccountEnvironment>) {
    super(scope, "state", props);
    const { deletionProtection, state } = this.environment;
    const { bucket, lockInstance, lockTable } = stateLocation(this.owner);

    const accessLogs = new PrivateBucket(this, "access-logs", {
      bucketName: `${bucket}-log`,
      retention: { currentDays: state.logRetentionDays, noncurrentDays: 7 },
      kmsKeyId: state.kmsKeyId,
      deletionProtection,
    });
    const states = new PrivateBucket(this, "states", {
      bucketName: bucket,
      retention: { noncurrentDays: state.noncurrentRetentionDays },
      kmsKeyId: state.kmsKeyId,
      accessLogs,
      deletionProtection,
    });
    new LockTable(this, "locks", { instanceName: lockInstance, tableName: lockTable, deletionProtection });

    this.output("state_bucket", states.bucketName, "Bucket that holds every Terraform state");
    this.output("lock_instance", lockInstance, "Tablestore instance of the lock table");
    this.output("lock_table", lockTable, "Tablestore table in which Terraform keeps its locks");
  }

  override get region(): string {
    return this.owner.stateRegion;
  }

  protected override get stateBackend(): "local" | "oss" {
    return this.owner.stateBackend === "oss" ? this.owner.stateStackBackend : "local";
  }
}
