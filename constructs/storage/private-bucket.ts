import { OssBucket } from "@cdktf/provider-alicloud/lib/oss-bucket";
import { OssBucketAcl } from "@cdktf/provider-alicloud/lib/oss-bucket-acl";
import { OssBucketCors } from "@cdktf/provider-alicloud/lib/oss-bucket-cors";
import { OssBucketHttpsConfig } from "@cdktf/provider-alicloud/lib/oss-bucket-https-config";
import { OssBucketPolicy } from "@cdktf/provider-alicloud/lib/oss-bucket-policy";
import { OssBucketPublicAccessBlock } from "@cdktf/provider-alicloud/lib/oss-bucket-public-access-block";
import { Lazy } from "cdktf";
import type { Construct } from "constructs";
import { addAlarms } from "../observability/add-alarms";
import type { AlarmContacts } from "../observability/alarm-contacts";
import { encodeDocument, type PolicyStatement, policyDocument } from "../security/policy-statement";
import { Bucket } from "./bucket";
import { bucketAlarms } from "./bucket-alarms";

/** When objects are deleted. Versions that were replaced or deleted are "noncurrent". */
export interface Retention {
  /**
   * Days after which an object expires.
   *
   * @default never
   */
  readonly currentDays?: number;
  /** Days after which a noncurrent version is deleted. */
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
   * A bucket that gets the log of all requests, below `requests/`.
   *
   * @default none; only for a bucket that itself holds such logs
   */
  readonly accessLogs?: Bucket;
  /**
   * Whether Terraform refuses to destroy the bucket. OSS refuses in any case while it holds an object.
   *
   * @default true
   */
  readonly deletionProtection?: boolean;
}

/**
 * An OSS bucket that nobody reads without a permission: private, public access blocked, TLS 1.2 or newer only,
 * encrypted, versioned, redundant over several zones.
 */
export class PrivateBucket extends Bucket {
  readonly bucketName: string;
  private readonly arns: readonly [string, string];
  private readonly statements: PolicyStatement[] = [];

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
      // A bucket gives back what resources of their own set on it: it would take their settings away.
      lifecycle: { preventDestroy: props.deletionProtection ?? true, ignoreChanges: ["policy", "cors_rule"] },
    });
    // The id is the name. As a token of the resource, it makes whatever uses it wait for the bucket.
    this.bucketName = bucket.id;
    const shared = { bucket: this.bucketName };
    new OssBucketAcl(this, "acl", { ...shared, acl: "private" });
    new OssBucketPublicAccessBlock(this, "public-access-block", { ...shared, blockPublicAccess: true });
    new OssBucketHttpsConfig(this, "https", { ...shared, enable: true, tlsVersions: ["TLSv1.2", "TLSv1.3"] });
    this.arns = [`acs:oss:*:*:${bucketName}`, `acs:oss:*:*:${bucketName}/*`];
    this.statements.push({
      effect: "Deny",
      principals: ["*"],
      actions: ["oss:*"],
      resources: this.arns,
      conditions: { Bool: { "acs:SecureTransport": ["false"] } },
    });
    const policy = Lazy.stringValue({ produce: () => encodeDocument(policyDocument(this.statements)) });
    new OssBucketPolicy(this, "policy", { ...shared, policy });
  }

  /**
   * Lets anybody in these IPv4 blocks read objects below some prefixes without a signature, for CDNs that cannot sign
   * their requests. Because it is restricted to addresses, OSS does not take this for public access, which the bucket
   * blocks.
   *
   * @param sources IPv4 blocks of the CDN; an empty list permits nothing
   * @param prefixes such as `static/`
   */
  allowReadFrom(sources: readonly string[], prefixes: readonly string[]): void {
    if (sources.length === 0) return;
    this.statements.push({
      effect: "Allow",
      principals: ["*"],
      actions: ["oss:GetObject"],
      resources: prefixes.map((prefix) => `${this.arns[0]}/${prefix}*`),
      conditions: { IpAddress: { "acs:SourceIp": sources } },
    });
  }

  /** Lets scripts of web pages from these origins, such as `https://example.com`, read (`GET`) or upload (`PUT`). */
  allowOrigins(origins: readonly string[], methods: readonly ("GET" | "PUT")[]): void {
    new OssBucketCors(this, "cors", {
      bucket: this.bucketName,
      responseVary: true,
      corsRule: [
        {
          allowedOrigins: [...origins],
          allowedMethods: [...methods],
          allowedHeaders: ["*"],
          exposeHeader: ["ETag"],
          maxAgeSeconds: 3600,
        },
      ],
    });
  }

  /**
   * Makes the alarms of {@link bucketAlarms}; their names start with `namePrefix`.
   *
   * @param limitGiB size above which the bucket is larger than planned; without it, there is no alarm on the size
   */
  addAlarms(contacts: AlarmContacts, namePrefix: string, limitGiB?: number): void {
    const dimensions = { BucketName: this.bucketName };
    addAlarms(this, bucketAlarms(limitGiB), { namespace: "acs_oss_dashboard", dimensions, contacts, namePrefix });
  }
}
