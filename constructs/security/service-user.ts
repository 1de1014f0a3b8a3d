import { RamAccessKey } from "@cdktf/provider-alicloud/lib/ram-access-key";
import { RamUser } from "@cdktf/provider-alicloud/lib/ram-user";
import { RamUserPolicyAttachment } from "@cdktf/provider-alicloud/lib/ram-user-policy-attachment";
import { Construct } from "constructs";
import { type Grantee, OwnPolicy } from "./own-policy";
import type { PolicyStatement } from "./policy-statement";

export interface ServiceUserProps {
  /** 1 to 64 letters, digits, dots, hyphens and underscores; unique in the account. */
  readonly userName: string;
  /** What the user is for. */
  readonly description: string;
}

/**
 * A RAM user for a program that cannot take on a role, with an access key and one policy of its own. The key does not
 * expire and lies in Terraform's state: a {@link Role} wherever the program can have one. To change the key, replace it
 * (`terraform apply -replace`), and whoever uses it gets the new one.
 */
export class ServiceUser extends Construct implements Grantee {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  private readonly policy: OwnPolicy;

  constructor(scope: Construct, id: string, { userName, description }: ServiceUserProps) {
    super(scope, id);
    const user = new RamUser(this, "Default", { name: userName, displayName: userName, comments: description });
    this.policy = new OwnPolicy(this, "policy", { policyName: userName, description });
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
