import { Construct } from "constructs";
import type { Grantee } from "../security/identity-policy";

/** An OSS bucket, new or not: its name, and the permissions to use it. */
export abstract class Bucket extends Construct {
  /** Refers to a bucket that exists already, or that another stack makes, and creates nothing. */
  static fromBucketName(scope: Construct, id: string, bucketName: string): Bucket {
    class ExistingBucket extends Bucket {
      readonly bucketName = bucketName;
    }
    return new ExistingBucket(scope, id);
  }

  abstract readonly bucketName: string;

  /** Lets a role, or a user, list the bucket and read its objects. */
  grantRead(grantee: Grantee): void {
    this.grant(grantee, ["oss:GetObject"]);
  }

  /** Lets a role, or a user, list the bucket, and read, write and delete its objects; noncurrent versions stay. */
  grantReadWrite(grantee: Grantee): void {
    this.grant(grantee, ["oss:GetObject", "oss:PutObject", "oss:DeleteObject"]);
  }

  /**
   * Lets a role, or a user, list the bucket, read its objects and all versions of them, and write objects, also in parts. It
   * deletes nothing: what it overwrites stays as a noncurrent version.
   */
  grantAdd(grantee: Grantee): void {
    this.grant(
      grantee,
      ["oss:GetObject", "oss:GetObjectVersion", "oss:PutObject", "oss:AbortMultipartUpload", "oss:ListParts"],
      ["oss:ListMultipartUploads"],
    );
  }

  /**
   * Lets a role, or a user, read some objects, which need not exist yet. It does not let them list the bucket.
   *
   * @param keys keys of the objects; `*` stands for any run of characters
   */
  grantReadObjects(grantee: Grantee, keys: readonly string[]): void {
    const resources = keys.map((key) => `acs:oss:*:*:${this.bucketName}/${key}`);
    grantee.addToPolicy({ effect: "Allow", actions: ["oss:GetObject"], resources });
  }

  /**
   * Lets a role, or a user, write some objects, and delete none. A versioned bucket keeps what is replaced.
   *
   * @param keys keys of the objects; `*` stands for any run of characters
   */
  grantPut(grantee: Grantee, keys: readonly string[]): void {
    const resources = keys.map((key) => `acs:oss:*:*:${this.bucketName}/${key}`);
    grantee.addToPolicy({ effect: "Allow", actions: ["oss:PutObject"], resources });
  }

  /**
   * Lets a role, or a user, write and delete some objects; noncurrent versions stay.
   *
   * @param keys keys of the objects; `*` stands for any run of characters
   */
  grantWrite(grantee: Grantee, keys: readonly string[]): void {
    const resources = keys.map((key) => `acs:oss:*:*:${this.bucketName}/${key}`);
    grantee.addToPolicy({ effect: "Allow", actions: ["oss:PutObject", "oss:DeleteObject"], resources });
  }

  private grant(grantee: Grantee, actions: readonly string[], onBucket: readonly string[] = []): void {
    const arn = `acs:oss:*:*:${this.bucketName}`;
    const listing = ["oss:ListObjects", "oss:GetBucketInfo", ...onBucket];
    grantee.addToPolicy({ effect: "Allow", actions: listing, resources: [arn] });
    grantee.addToPolicy({ effect: "Allow", actions, resources: [`${arn}/*`] });
  }
}
