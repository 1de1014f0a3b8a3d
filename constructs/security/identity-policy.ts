import { RamPolicy } from "@cdktf/provider-alicloud/lib/ram-policy";
import { Lazy } from "cdktf";
import { Construct } from "constructs";
import { encodeDocument, type PolicyStatement, policyDocument } from "./policy-statement";

/** Longest policy document that RAM takes, in characters. */
const LONGEST_DOCUMENT = 6144;

/** A role or a user, which can be given permissions. */
export interface Grantee {
  /** Adds a statement to the policy of the role or user. */
  addToPolicy(statement: PolicyStatement): void;
}

export interface IdentityPolicyProps {
  /** 1 to 128 letters, digits and hyphens; unique in the account. */
  readonly policyName: string;
  /** What the role or user is for. */
  readonly description: string;
}

/** The RAM policy of one role or user, to which {@link IdentityPolicy.addToPolicy} adds statements. */
export class IdentityPolicy extends Construct implements Grantee {
  readonly policyName: string;
  private readonly statements: PolicyStatement[] = [];

  constructor(scope: Construct, id: string, { policyName, description }: IdentityPolicyProps) {
    super(scope, id);
    const policy = new RamPolicy(this, "Default", {
      policyName,
      description,
      policyDocument: Lazy.stringValue({ produce: () => encodeDocument(policyDocument(this.statements)) }),
      rotateStrategy: "DeleteOldestNonDefaultVersionWhenLimitExceeded",
    });
    this.policyName = policy.policyName;
  }

  addToPolicy(statement: PolicyStatement): void {
    this.statements.push(statement);
  }

  /**
   * Finds what is wrong with the policy.
   *
   * @param holder what the messages call its owner
   * @returns one sentence per problem, with a remedy
   */
  problems(holder: "role" | "user"): string[] {
    if (this.statements.length === 0)
      return [`the ${holder} may do nothing: add a statement to its policy, or drop the ${holder}`];
    const { length } = JSON.stringify(policyDocument(this.statements));
    if (length <= LONGEST_DOCUMENT) return [];
    return [`the policy has ${length} characters, RAM takes ${LONGEST_DOCUMENT}: shorten it with wildcards`];
  }
}
