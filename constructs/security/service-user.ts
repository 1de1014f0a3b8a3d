import { RamAccessKey } from "@cdktf/provider-alicloud/lib/ram-access-key";
import { RamUser } from "@cdktf/provider-alicloud/lib/ram-user";
import { RamUserPolicyAttachment } from "@cdktf/provider-alicloud/lib/ram-user-policy-attachment";
import { Construct } from "constructs";
import { type Grantee, IdentityPolicy } from "./identity-policy";
import type { PolicyStatement } from "./policy-statement";

export interface ServiceUserProps {
  /** 1 to 64 letters, digits, dots, hyphens and underscores; unique in the account. */
  readonly userName: string;
  /** What the user is for. */
  readonly description: string;
}

/**
 * A RAM user for a program that cannot assume a role, with an access key and one policy of its own. The key does not
 * expire and is in Terraform's state, so a {@link Role} is better wherever it is possible. `terraform apply -replace`
 * makes a new key.
 */
export class ServiceUser extends Construct implements Grantee {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  private readonly policy: IdentityPolicy;

  constructor(scope: Construct, id: string, { userName, description }: ServiceUserProps) {
    super(scope, id);
    const user = new RamUser(this, "Default", { name: userName, displayName: userName, comments: description });
    this.policy = new IdentityPolicy(this, "policy", { policyName: userName, description });
    new RamUserPolicyAttachment(this, "attachment", {
      userName: user.name,
      policyName: this.policy.policyName,
      policyType: "Custom",
    });
    const key = new RamAccessKey(this, "access-key", { userName: user.name, status: "Active" });
    this.accessKeyId = key.id;
    this.accessKeySecret = key.secret;
    this.node.addValidation({ validate: () => this.policy.problems("user") });
  }

  addToPolicy(statement: PolicyStatement): void {
    this.policy.addToPolicy(statement);
  }
}
