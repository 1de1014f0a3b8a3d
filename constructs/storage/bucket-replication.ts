import { OssBucketReplication } from "@cdktf/provider-alicloud/lib/oss-bucket-replication";
import { Construct } from "constructs";
import type { Role } from "../security/role";
import type { Bucket } from "./bucket";

/** How copies of objects under a customer key are encrypted. */
export interface ReplicationEncryption {
  /** The customer key of the source. */
  readonly sourceKmsKeyId: string;
  /** The customer key, in the target's region, that encrypts the copies. */
  readonly targetKmsKeyId: string;
  /** The role that OSS assumes to use both keys. */
  readonly role: Role;
}

export interface BucketReplicationProps {
  readonly source: Bucket;
  /** Has to be versioned, too. */
  readonly target: Bucket;
  /** Id of the target's region. */
  readonly targetRegion: string;
  /** @default none; required when the source has a customer key */
  readonly encryption?: ReplicationEncryption;
}

/**
 * Copies every object of a bucket, also those that exist already, to a bucket of another region. Deletions are not
 * replicated, so that a mistake here does not delete the copies.
 */
export class BucketReplication extends Construct {
  constructor(scope: Construct, id: string, props: BucketReplicationProps) {
    super(scope, id);
    const { source, target, targetRegion, encryption } = props;
    new OssBucketReplication(this, "Default", {
      bucket: source.bucketName,
      action: "PUT",
      historicalObjectReplication: "enabled",
      destination: { bucket: target.bucketName, location: `oss-${targetRegion}`, transferType: "internal" },
      ...(encryption && {
        syncRole: encryption.role.roleName,
        sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: "Enabled" } },
        encryptionConfiguration: { replicaKmsKeyId: encryption.targetKmsKeyId },
      }),
    });
    if (encryption === undefined) return;
    const both = [source, target].flatMap(({ bucketName }) => [
      `acs:oss:*:*:${bucketName}`,
      `acs:oss:*:*:${bucketName}/*`,
    ]);
    encryption.role.addToPolicy({
      effect: "Allow",
      actions: ["oss:ReplicateList", "oss:ReplicateGet", "oss:ReplicatePut"],
      resources: both,
    });
    encryption.role.addToPolicy({
      effect: "Allow",
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      resources: [encryption.sourceKmsKeyId, encryption.targetKmsKeyId].map((key) => `acs:kms:*:*:key/${key}`),
    });
  }
}
