import type { z } from "zod";
import { Knob, type RuleProblem } from "../rules/knob/knob";
import type { Problem } from "../rules/problem";
import { type Path, valueAt } from "../schema/knob/value-at";
import { withDefaults } from "./completion";
import { describeIssue, type Issue, messageFor, remedyFor, separateKeys } from "./issue";

/** Tells where a person finds the knob at a path: in which source, and at which path in it. */
export type Locate = (path: Path) => Pick<Problem, "source" | "path">;

/** The result of a check: the complete data when nothing is wrong with it, and every problem. */
export interface Check<T> {
  readonly value?: T;
  readonly problems: readonly Problem[];
}

/**
 * Checks types first, then the rules between knobs. A rule applies only when the knobs in it are valid by themselves.
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
  // Invalid knobs do not have this type. The root knows their places and hides their values from rules.
  const data = (result.success ? result.data : withDefaults(schema, input)) as z.output<S>;
  const wrong = issues.map(({ path }) => path);
  const problems = [
    ...issues.map((issue) => issueProblem(schema, input, issue, locate)),
    ...rules(new Knob<z.output<S>>(data, [], wrong)).map((problem) => toProblem(problem, data, locate)),
  ];
  return problems.length === 0 && result.success ? { value: result.data, problems } : { problems };
}

/** Completes a rule's problem with its source and the value that was found. */
export function toProblem({ path, message, remedy }: RuleProblem, data: unknown, locate: Locate): Problem {
  return { ...locate(path), value: valueAt(data, path), message, remedy };
}

function issueProblem(schema: z.ZodType, input: unknown, issue: Issue, locate: Locate): Problem {
  const { path } = issue;
  const message = messageFor(schema, input, issue);
  return { ...locate(path), value: valueAt(input, path), message, remedy: remedyFor(schema, input, issue) };
}
