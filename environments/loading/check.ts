import type { z } from "zod";
import { Knob, type RuleProblem } from "../rules/knob/knob";
import type { Problem } from "../rules/problem";
import { type Path, valueAt } from "../schema/knob/value-at";
import { withDefaults } from "./completion";
import { describeIssue, type Issue, messageFor, remedyFor, separateKeys } from "./issue";

/** Says where a person finds the knob at a path. */
export type Locate = (path: Path) => Pick<Problem, "source" | "path">;

/** Data that was checked: complete when nothing is wrong with it. */
export interface Check<T> {
  readonly value?: T;
  readonly problems: readonly Problem[];
}

/**
 * Checks types first, then the rules between knobs, as far as the knobs that they tie together are valid by themselves.
 *
 * @param rules gets the root of the data
 */
export function check<S extends z.ZodType>(
  schema: S,
  input: unknown,
  rules: (root: Knob<z.output<S>>) => readonly RuleProblem[],
  locate: Locate,
): Check<z.output<S>> {
  const result = schema.safeParse(input, { error: describeIssue });
  const issues = result.success ? [] : result.error.issues.flatMap(separateKeys);
  // Knobs that are wrong are not of this type; the root knows their places and gives no rule their values.
  const data = (result.success ? result.data : withDefaults(schema, input)) as z.output<S>;
  const wrong = issues.map(({ path }) => path);
  const problems = [
    ...issues.map((issue) => issueProblem(schema, input, issue, locate)),
    ...rules(new Knob<z.output<S>>(data, [], wrong)).map((problem) => toProblem(problem, data, locate)),
  ];
  return problems.length === 0 && result.success ? { value: result.data, problems } : { problems };
}

/** A rule's problem with the value that was found. */
export function toProblem({ path, message, remedy }: RuleProblem, data: unknown, locate: Locate): Problem {
  return { ...locate(path), value: valueAt(data, path), message, remedy };
}

function issueProblem(schema: z.ZodType, input: unknown, issue: Issue, locate: Locate): Problem {
  const { path } = issue;
  const message = messageFor(schema, input, issue);
  return { ...locate(path), value: valueAt(input, path), message, remedy: remedyFor(schema, input, issue) };
}
