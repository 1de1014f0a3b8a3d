import { RamPolicy } from "@cdktf/provider-alicloud/lib/ram-policy";
import { RamRole } from "@cdktf/provider-alicloud/lib/ram-role";
import { RamRolePolicyAttachment } from "@cdktf/provider-alicloud/lib/ram-role-policy-attachment";
import { Lazy } from "cdktf";
import { Construct } from "constructs";
import { type PolicyStatement, policyDocument } from "./policy-statement";

/** RAM refuses a longer policy document. */
const LONGEST_DOCUMENT = 6144;

/** Who may take on a role. */
export interface Trust {
  /** The `Principal` of the trust policy. */
  readonly principal: Readonly<Record<string, readonly string[]>>;
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

export interface RoleProps {
  /** 1 to 64 letters, digits, dots and hyphens; unique in the account. */
  readonly roleName: string;
  /** What the role is for. */
  readonly description: string;
  readonly trustedBy: Trust;
  /**
   * How long the temporary keys of the role work, 3600 to 43,200 seconds.
   *
   * @default 3600
   */
  readonly sessionSeconds?: number;
}

/** A RAM role with one policy of its own, which grows by what {@link Role.addToPolicy} adds. */
export class Role extends Construct {
  readonly roleName: string;
  readonly arn: string;
  private readonly statements: PolicyStatement[] = [];

  constructor(scope: Construct, id: string, props: RoleProps) {
    super(scope, id);
    const { principal, conditions } = props.trustedBy;
    const role = new RamRole(this, "Default", {
      name: props.roleName,
      description: props.description,
      document: JSON.stringify({
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
    this.roleName = role.name;
    this.arn = role.arn;
    const policy = new RamPolicy(this, "policy", {
      policyName: props.roleName,
      description: props.description,
      policyDocument: Lazy.stringValue({ produce: () => policyDocument(this.statements) }),
      rotateStrategy: "DeleteOldestNonDefaultVersionWhenLimitExceeded",
    });
    new RamRolePolicyAttachment(this, "attachment", {
      roleName: role.name,
      policyName: policy.policyName,
      policyType: "Custom",
    });
    this.node.addValidation({ validate: () => this.policyProblems() });
  }

  /** Permits, or denies, what the statement says. */
  addToPolicy(statement: PolicyStatement): void {
    this.statements.push(statement);
  }

  private policyProblems(): string[] {
    if (this.statements.length === 0)
      return ["the role may do nothing: add a statement to its policy, or drop the role"];
    const { length } = policyDocument(this.statements);
    if (length <= LONGEST_DOCUMENT) return [];
    return [`the policy has ${length} characters, RAM takes ${LONGEST_DOCUMENT}: shorten it with wildcards`];
  }
}
