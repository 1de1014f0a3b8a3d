/** One statement of a RAM policy. */
export interface PolicyStatement {
  readonly effect: "Allow" | "Deny";
  /** Actions such as `oss:GetObject`; `*` stands for any run of characters. */
  readonly actions: readonly string[];
  /** ARNs such as `acs:oss:*:*:bucket/*`. */
  readonly resources: readonly string[];
  /** Operator, key and allowed values. */
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  /** Who is meant, in policies that hang on a resource; absent in a role's own policies. */
  readonly principals?: readonly string[];
}

/** A policy document as RAM and OSS read it. */
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
