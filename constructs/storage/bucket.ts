import { Construct } from "constructs";
import type { Role } from "../security/role";

/** An OSS bucket as others see it: a name, and the permissions to use it. */
export abstract class Bucket extends Construct {
  /** A bucket that exists already, or that another stack makes. Nothing is created. */
  static fromBucketName(scope: Construct, id: string, bucketName: string): Bucket {
    class ExistingBucket extends Bucket {
      readonly bucketName = bucketName;
    }
    return new ExistingBucket(scope, id);
  }

  abstract readonly bucketName: string;

  /** Lets a role list the bucket and read its objects. */
  grantRead(role: Role): void {
    this.grant(role, ["oss:GetObject"]);
  }

  /** Lets a role list the bucket, and read, write and delete its objects; their versions stay. */
  grantReadWrite(role: Role): void {
    this.grant(role, ["oss:GetObject", "oss:PutObject", "oss:DeleteObject"]);
  }

  private grant(role: Role, actions: readonly string[]): void {
    const arn = `acs:oss:*:*:${this.bucketName}`;
    role.addToPolicy({ effect: "Allow", actions: ["oss:ListObjects", "oss:GetBucketInfo"], resources: [arn] });
    role.addToPolicy({ effect: "Allow", actions, resources: [`${arn}/*`] });
  }
}
