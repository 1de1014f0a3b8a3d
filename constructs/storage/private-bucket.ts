import { OssBucket } from "@cdktf/provider-alicloud/lib/oss-bucket";
import { OssBucketAcl } from "@cdktf/provider-alicloud/lib/oss-bucket-acl";
import { OssBucketHttpsConfig } from "@cdktf/provider-alicloud/lib/oss-bucket-https-config";
import { OssBucketPolicy } from "@cdktf/provider-alicloud/lib/oss-bucket-policy";
import { OssBucketPublicAccessBlock } from "@cdktf/provider-alicloud/lib/oss-bucket-public-access-block";
import type { Construct } from "constructs";
import { policyDocument } from "../security/policy-statement";
import { Bucket } from "./bucket";

/** When objects go. Versions that were replaced or deleted are "noncurrent". */
export interface Retention {
  /**
   * Days after which an object expires.
   *
   * @default never
   */
  readonly currentDays?: number;
  /** Days after which a noncurrent version is gone for good. */
  readonly noncurrentDays: number;
}

export interface PrivateBucketProps {
  /** 3 to 63 lower-case letters, digits and hyphens; unique in the world. */
  readonly bucketName: string;
  readonly retention: Retention;
  /**
   * The customer KMS key that encrypts objects.
   *
   * @default keys that OSS manages (AES-256)
   */
  readonly kmsKeyId?: string;
  /**
   * Where requests are logged, below `requests/`.
   *
   * @default not logged: only for a bucket that itself holds such logs
   */
  readonly accessLogs?: Bucket;
  /**
   * Whether Terraform refuses to destroy the bucket. OSS itself refuses for as long as it holds an object.
   *
   * @default true
   */
  readonly deletionProtection?: boolean;
}

/**
 * An OSS bucket that nobody reads without a permission: private, public access blocked, TLS 1.2 or newer only,
 * encrypted, versioned, spread over zones.
 */
export class PrivateBucket extends Bucket {
  readonly bucketName: string;

  constructor(scope: Construct, id: string, props: PrivateBucketProps) {
    super(scope, id);
    const { bucketName, retention, kmsKeyId, accessLogs } = props;
    const bucket = new OssBucket(this, "Default", {
      bucket: bucketName,
      storageClass: "Standard",
      redundancyType: "ZRS",
      versioning: { status: "Enabled" },
      serverSideEncryptionRule: kmsKeyId
        ? { sseAlgorithm: "KMS", kmsMasterKeyId: kmsKeyId }
        : { sseAlgorithm: "AES256" },
      logging: accessLogs && { targetBucket: accessLogs.bucketName, targetPrefix: "requests/" },
      lifecycleRule: [
        {
          id: "retention",
          enabled: true,
          prefix: "",
          expiration: retention.currentDays ? [{ days: retention.currentDays }] : undefined,
          noncurrentVersionExpiration: [{ days: retention.noncurrentDays }],
          abortMultipartUpload: [{ days: 7 }],
        },
      ],
      forceDestroy: false,
      lifecycle: { preventDestroy: props.deletionProtection ?? true },
    });
    // The id is the name; taken from the resource, it also says what has to be there first.
    this.bucketName = bucket.id;
    const shared = { bucket: this.bucketName };
    new OssBucketAcl(this, "acl", { ...shared, acl: "private" });
    new OssBucketPublicAccessBlock(this, "public-access-block", { ...shared, blockPublicAccess: true });
    new OssBucketHttpsConfig(this, "https", { ...shared, enable: true, tlsVersions: ["TLSv1.2", "TLSv1.3"] });
    new OssBucketPolicy(this, "policy", {
      ...shared,
      policy: policyDocument([
        {
          effect: "Deny",
          principals: ["*"],
          actions: ["oss:*"],
          resources: [`acs:oss:*:*:${bucketName}`, `acs:oss:*:*:${bucketName}/*`],
          conditions: { Bool: { "acs:SecureTransport": ["false"] } },
        },
      ]),
    });
  }
}
