import { describe, expect, test } from "@jest/globals";
import { PrivateBucket, type PrivateBucketProps } from "../../../constructs/storage/private-bucket";
import { synthesizeStack } from "../../support/synthesis";

function bucketWith(props: Partial<PrivateBucketProps> = {}) {
  return synthesizeStack((scope) => {
    new PrivateBucket(scope, "bucket", { bucketName: "ainav-test", retention: { noncurrentDays: 30 }, ...props });
  });
}

describe("a private bucket", () => {
  test("is private, closed to the public, encrypted, versioned and spread over zones", () => {
    const stack = bucketWith();
    expect(stack.resource("alicloud_oss_bucket")).toMatchObject({
      bucket: "ainav-test",
      redundancy_type: "ZRS",
      versioning: { status: "Enabled" },
      server_side_encryption_rule: { sse_algorithm: "AES256" },
      force_destroy: false,
      lifecycle: { prevent_destroy: true },
    });
    expect(stack.resource("alicloud_oss_bucket_acl").acl).toBe("private");
    expect(stack.resource("alicloud_oss_bucket_public_access_block").block_public_access).toBe(true);
  });

  test("answers nobody who comes without TLS, or with a TLS older than 1.2", () => {
    const stack = bucketWith();
    expect(stack.resource("alicloud_oss_bucket_https_config").tls_versions).toEqual(["TLSv1.2", "TLSv1.3"]);
    expect(JSON.parse(stack.resource("alicloud_oss_bucket_policy").policy).Statement).toEqual([
      {
        Effect: "Deny",
        Principal: ["*"],
        Action: ["oss:*"],
        Resource: ["acs:oss:*:*:ainav-test", "acs:oss:*:*:ainav-test/*"],
        Condition: { Bool: { "acs:SecureTransport": ["false"] } },
      },
    ]);
  });

  test("uses a customer key when it is given one", () => {
    expect(bucketWith({ kmsKeyId: "key-1" }).resource("alicloud_oss_bucket").server_side_encryption_rule).toEqual({
      sse_algorithm: "KMS",
      kms_master_key_id: "key-1",
    });
  });

  test("lets objects expire only when it is told to", () => {
    const [forever] = bucketWith().resource("alicloud_oss_bucket").lifecycle_rule;
    expect(forever.expiration).toBeUndefined();
    const [limited] = bucketWith({ retention: { currentDays: 7, noncurrentDays: 1 } }).resource(
      "alicloud_oss_bucket",
    ).lifecycle_rule;
    expect(limited.expiration).toEqual([{ days: 7 }]);
  });

  test("can be destroyed once its protection is off", () => {
    const bucket = bucketWith({ deletionProtection: false }).resource("alicloud_oss_bucket");
    expect(bucket.lifecycle).toMatchObject({ prevent_destroy: false });
  });
});
