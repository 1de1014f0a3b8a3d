import { RamPolicy } from "@cdktf/provider-alicloud/lib/ram-policy";
import { Lazy } from "cdktf";
import { Construct } from "constructs";
import { type PolicyStatement, policyDocument } from "./policy-statement";

/** RAM refuses a longer policy document. */
const LONGEST_DOCUMENT = 6144;

/** Whoever may be permitted something: a role, or a user. */
export interface Grantee {
  /** Permits, or denies, what the statement says. */
  addToPolicy(statement: PolicyStatement): void;
}

export interface OwnPolicyProps {
  /** 1 to 128 letters, digits and hyphens; unique in the account. */
  readonly policyName: string;
  /** What its holder is for. */
  readonly description: string;
}

/** The RAM policy of one holder, which grows by what {@link OwnPolicy.addToPolicy} adds. */
export class OwnPolicy extends Construct implements Grantee {
  readonly policyName: string;
  private readonly statements: PolicyStatement[] = [];

  constructor(scope: Construct, id: string, { policyName, description }: OwnPolicyProps) {
    super(scope, id);
    const policy = new RamPolicy(this, "Default", {
      policyName,
      description,
      policyDocument: Lazy.stringValue({ produce: () => policyDocument(this.statements) }),
      rotateStrategy: "DeleteOldestNonDefaultVersionWhenLimitExceeded",
    });
    this.policyName = policy.policyName;
  }

  addToPolicy(statement: PolicyStatement): void {
    this.statements.push(statement);
  }

  /** What is wrong with it, as sentences with a remedy; `holder` is "role" or "user". */
  problems(holder: string): string[] {
    if (this.statements.length === 0)
      return [`the ${holder} may do nothing: add a statement to its policy, or drop the ${holder}`];
    const { length } = policyDocument(this.statements);
    if (length <= LONGEST_DOCUMENT) return [];
    return [`the policy has ${length} characters, RAM takes ${LONGEST_DOCUMENT}: shorten it with wildcards`];
  }
}
