import type { Statement } from "./policy-document";

/** A call of an API that RAM decides about. */
export interface ApiCall {
  /** Such as `ram:CreatePolicy`. */
  readonly action: string;
  /** ARN of what the call is about, without wildcards. */
  readonly resource: string;
  /** Values of condition keys, such as `acs:Service`. @default none */
  readonly context?: Readonly<Record<string, string>>;
}

const KNOWN_PARTS = ["Effect", "Action", "Resource", "Condition"];

/**
 * Decides as RAM does: what no statement allows is refused, and a statement that denies wins over all that allow.
 *
 * @throws about a part of a statement, or an operator, that is not known here: nothing is decided by a guess
 * @see https://www.alibabacloud.com/help/en/ram/user-guide/policy-evaluation-process
 */
export function isAllowed(statements: readonly Statement[], call: ApiCall): boolean {
  const fitting = statements.filter((statement) => fits(statement, call));
  return fitting.some(({ Effect }) => Effect === "Allow") && !fitting.some(({ Effect }) => Effect === "Deny");
}

function fits(statement: Statement, { action, resource, context = {} }: ApiCall): boolean {
  const unknown = Object.keys(statement).filter((part) => !KNOWN_PARTS.includes(part));
  if (unknown.length > 0) throw new Error(`a statement has ${unknown.join(", ")}, which is not known here`);
  return (
    statement.Action.some((pattern) => matches(pattern.toLowerCase(), action.toLowerCase())) &&
    statement.Resource.some((pattern) => matches(pattern, resource)) &&
    Object.entries(statement.Condition ?? {}).every(([operator, keys]) => {
      if (operator !== "StringEquals") throw new Error(`${operator} is not known here`);
      return Object.entries(keys).every(([key, values]) => values.includes(context[key] ?? ""));
    })
  );
}

/** Whether a text matches a pattern, in which `*` is any run of characters and `?` any one of them. */
function matches(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[\\^$.|+()[\]{}]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, "s").test(text);
}
