import { nearest } from "../../../environments/schema/knob/nearest";
import { UserError } from "../../command/user-error";

/** An environment's name, and whether it is the account, whose stacks have no prefix. */
export interface KnownEnvironment {
  readonly name: string;
  readonly kind: string;
}

/**
 * Finds the stacks that names mean. A name is that of a stack, or of an environment, which means all of its stacks. Where it
 * is both, such as `account`, the stack is meant.
 *
 * @param names what the user gave
 * @param stacks the names of every stack
 * @returns the names of stacks
 * @throws {UserError} with every name that is neither, and the nearest one
 */
export function chooseStacks(
  names: readonly string[],
  stacks: readonly string[],
  environments: readonly KnownEnvironment[],
): Set<string> {
  const populated = new Set(stacks.map((stack) => environmentOf(stack, environments)));
  const known = [...stacks, ...environments.map(({ name }) => name).filter((name) => populated.has(name))];
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new UserError(unknown.map((name) => refusal(name, known, stacks)).join("\n"));
  const meant = (name: string) =>
    stacks.includes(name) ? [name] : stacks.filter((stack) => environmentOf(stack, environments) === name);
  return new Set(names.flatMap(meant));
}

/** The longest name of an environment that the stack's begins with; what begins with none is the account's. */
function environmentOf(stack: string, environments: readonly KnownEnvironment[]): string | undefined {
  const fitting = environments.filter(({ name, kind }) => kind !== "account" && stack.startsWith(`${name}-`));
  const [longest] = fitting.sort((one, other) => other.name.length - one.name.length);
  return (longest ?? environments.find(({ kind }) => kind === "account"))?.name;
}

function refusal(name: string, known: readonly string[], stacks: readonly string[]): string {
  const near = nearest(name, known);
  const remedy = near === undefined ? `Choose from ${stacks.join(", ")}, or an environment.` : `Did you mean ${near}?`;
  return `${name}: is neither a stack nor an environment. ${remedy}`;
}
