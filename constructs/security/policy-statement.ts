import { Fn, Token } from "cdktf";

/** One statement of a RAM policy. */
export interface PolicyStatement {
  readonly effect: "Allow" | "Deny";
  /** Actions such as `oss:GetObject`; `*` stands for any run of characters. */
  readonly actions: readonly string[];
  /** ARNs such as `acs:oss:*:*:bucket/*`. */
  readonly resources: readonly string[];
  /**
   * Allowed values, by operator and key.
   *
   * @default none
   */
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  /**
   * Users and accounts that the statement is about, in policies of resources.
   *
   * @default none, as in policies of roles and users
   */
  readonly principals?: readonly string[];
}

/** A policy document in the syntax of RAM and OSS. */
export function policyDocument(statements: readonly PolicyStatement[]): object {
  return {
    Version: "1",
    Statement: statements.map(({ effect, principals, actions, resources, conditions }) => ({
      Effect: effect,
      ...(principals && { Principal: principals }),
      Action: actions,
      Resource: resources,
      ...(conditions && { Condition: conditions }),
    })),
  };
}

/**
 * A document as JSON. Where it has values that are known only at a deploy, Terraform writes the JSON: a value that has
 * quotes in it, because somebody has tampered with the state that it comes from, adds no statement to a policy.
 */
export function encodeDocument(document: object): string {
  const json = JSON.stringify(document);
  return Token.isUnresolved(json) ? Fn.jsonencode(document) : json;
}
