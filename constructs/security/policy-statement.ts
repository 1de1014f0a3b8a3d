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

/** A policy document as JSON, in the syntax of RAM and OSS. */
export function policyDocument(statements: readonly PolicyStatement[]): string {
  return JSON.stringify({
    Version: "1",
    Statement: statements.map(({ effect, principals, actions, resources, conditions }) => ({
      Effect: effect,
      ...(principals && { Principal: principals }),
      Action: actions,
      Resource: resources,
      ...(conditions && { Condition: conditions }),
    })),
  });
}
