import type { Block, SynthesizedStack } from "../synthesis";

/** A policy's statement as RAM takes it. */
export interface Statement {
  readonly Effect: "Allow" | "Deny";
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** Reads a policy document, or a trust policy, which is JSON or the call by which Terraform makes JSON. */
export function statementsOf(document: string): Block[] {
  const [, object] = /^\$\{jsonencode\((.*)\)\}$/s.exec(document) ?? [];
  if (object === undefined) return JSON.parse(document).Statement;
  // A reference that is a whole value has no quotes.
  const quoted = object.replaceAll('" = ', '": ').replace(/(?<=[[,:] ?)alicloud_[\w.-]+/g, '"${$&}"');
  return JSON.parse(quoted).Statement;
}

/** The statements that a role has by its policies, those of a user by the user's. */
export function statementsOfHolder(stack: SynthesizedStack, name: string): Statement[] {
  const policies = Object.values(stack.resources("alicloud_ram_policy"));
  // A role, or a user, and its policy have one name.
  return policies
    .filter(({ policy_name }) => policy_name === name)
    .flatMap(({ policy_document }) => statementsOf(policy_document) as Statement[]);
}

/** The names of a stack's roles. */
export function roleNames(stack: SynthesizedStack): string[] {
  return Object.values(stack.resources("alicloud_ram_role")).map(({ role_name }) => role_name as string);
}
