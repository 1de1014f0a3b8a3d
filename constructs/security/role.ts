import { RamRole } from "@cdktf/provider-alicloud/lib/ram-role";
import { RamRolePolicyAttachment } from "@cdktf/provider-alicloud/lib/ram-role-policy-attachment";
import { Construct } from "constructs";
import { type Grantee, IdentityPolicy } from "./identity-policy";
import { encodeDocument, type PolicyStatement } from "./policy-statement";

/** Who may assume a role. */
export interface Trust {
  /** `Principal` of the trust policy. */
  readonly principal: Readonly<Record<string, readonly string[]>>;
  /** @default none */
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

export interface RoleProps {
  /** 1 to 64 letters, digits, dots and hyphens; unique in the account. */
  readonly roleName: string;
  /** What the role is for. */
  readonly description: string;
  readonly trustedBy: Trust;
  /**
   * How long the temporary keys of the role are valid, 3600 to 43,200 seconds.
   *
   * @default 3600
   */
  readonly sessionSeconds?: number;
}

/** A RAM role with one policy of its own, to which {@link Role.addToPolicy} adds statements. */
export class Role extends Construct implements Grantee {
  readonly roleName: string;
  readonly arn: string;
  /** Id of the role, a number, which ACK uses instead of the name. */
  readonly roleId: string;
  private readonly policy: IdentityPolicy;

  constructor(scope: Construct, id: string, props: RoleProps) {
    super(scope, id);
    const { principal, conditions } = props.trustedBy;
    const role = new RamRole(this, "Default", {
      roleName: props.roleName,
      description: props.description,
      assumeRolePolicyDocument: encodeDocument({
        Version: "1",
        Statement: [
          {
            Effect: "Allow",
            Action: "sts:AssumeRole",
            Principal: principal,
            ...(conditions && { Condition: conditions }),
          },
        ],
      }),
      maxSessionDuration: props.sessionSeconds ?? 3600,
    });
    this.roleName = role.roleName;
    this.arn = role.arn;
    this.roleId = role.roleId;
    this.policy = new IdentityPolicy(this, "policy", { policyName: props.roleName, description: props.description });
    new RamRolePolicyAttachment(this, "attachment", {
      roleName: this.roleName,
      policyName: this.policy.policyName,
      policyType: "Custom",
    });
    this.node.addValidation({ validate: () => this.policy.problems("role") });
  }

  /** Lets the role take on another one, which has to trust it. */
  grantAssume(arn: string): void {
    this.addToPolicy({ effect: "Allow", actions: ["sts:AssumeRole"], resources: [arn] });
  }

  addToPolicy(statement: PolicyStatement): void {
    this.policy.addToPolicy(statement);
  }
}
