import type { Grantee } from "./identity-policy";

/** Lets a role, or a user, read and write what a service encrypts under a customer key of KMS, such as objects of a bucket. */
export function grantKeyUse(grantee: Grantee, kmsKeyId: string): void {
  grantee.addToPolicy({
    effect: "Allow",
    actions: ["kms:Decrypt", "kms:GenerateDataKey"],
    resources: [`acs:kms:*:*:key/${kmsKeyId}`],
  });
}
