import { describe, expect, test } from "@jest/globals";
import { Role } from "../../../constructs/security/role";
import { Bucket } from "../../../constructs/storage/bucket";
import { BucketReplication } from "../../../constructs/storage/bucket-replication";
import { statementsOfHolder } from "../../support/ram/policy-document";
import { synthesizeStack } from "../../support/synthesis";

function replicated(isEncrypted: boolean) {
  return synthesizeStack((scope) => {
    const trustedBy = { principal: { Service: ["oss.aliyuncs.com"] } };
    const role = () => new Role(scope, "role", { roleName: "copier", description: "Copies", trustedBy });
    new BucketReplication(scope, "copy", {
      source: Bucket.fromBucketName(scope, "source", "here"),
      target: Bucket.fromBucketName(scope, "target", "there"),
      targetRegion: "ap-southeast-1",
      encryption: isEncrypted ? { sourceKmsKeyId: "key-here", targetKmsKeyId: "key-there", role: role() } : undefined,
    });
  });
}

describe("the replication of a bucket", () => {
  test("copies what is there and what comes, and no deletion", () => {
    expect(replicated(false).resource("alicloud_oss_bucket_replication")).toMatchObject({
      bucket: "here",
      action: "PUT",
      historical_object_replication: "enabled",
      destination: { bucket: "there", location: "oss-ap-southeast-1" },
    });
  });

  test("gives its role the two buckets and the two keys, for objects under a customer key", () => {
    const stack = replicated(true);
    expect(stack.resource("alicloud_oss_bucket_replication")).toMatchObject({
      sync_role: "${alicloud_ram_role.role.role_name}",
      encryption_configuration: { replica_kms_key_id: "key-there" },
    });
    expect(statementsOfHolder(stack, "copier").flatMap(({ Resource }) => Resource)).toEqual([
      ...["acs:oss:*:*:here", "acs:oss:*:*:here/*", "acs:oss:*:*:there", "acs:oss:*:*:there/*"],
      ...["acs:kms:*:*:key/key-here", "acs:kms:*:*:key/key-there"],
    ]);
  });
});
