import type { z } from "zod";
import { type Owner, ownerSettings } from "../owner";
import { acrossEnvironments, ownerRules, platformRules, type RuleProblem } from "../rules/environment";
import { expiryWarnings } from "../rules/expiry";
import { formatPath, InvalidEnvironment, type Problem } from "../rules/problem";
import { accountEnvironment, type Environment, platformEnvironment } from "../schema/environment";
import { knobDocs, schemaAt } from "../schema/knob";
import { type RawOwner, VARIABLES } from "./owner-settings";

type Path = readonly PropertyKey[];
type Issue = z.core.$ZodIssue;

/** What a set of environments is once every rule has passed. */
export interface ValidEnvironments {
  readonly environments: readonly Environment[];
  readonly owner: Owner;
  /** What will stop working soon, one sentence each. */
  readonly warnings: readonly string[];
}

/**
 * Checks environments and the owner's settings as a whole.
 *
 * @param inputs environments as their files give them
 * @param rawOwner the owner's settings as they were found
 * @param now the time at which the environments are used: some of their dates may have passed
 * @param earlier problems that are known already, to be reported with the rest
 * @returns the same, complete with defaults
 * @throws {InvalidEnvironment} with every problem there is
 */
export function validateEnvironments(
  inputs: readonly unknown[],
  rawOwner: RawOwner,
  now: Date,
  earlier: readonly Problem[] = [],
): ValidEnvironments {
  const checks = inputs.map((input) => checkEnvironment(input, now));
  const owner = check(ownerSettings, rawOwner.settings, ownerRules, (path) => {
    const source = rawOwner.sourceOf(String(path[0]));
    // A variable is one setting: only what lies inside its value is left to name.
    return { source, path: formatPath(source in VARIABLES ? path.slice(1) : path) };
  });
  const environments = checks.flatMap(({ value }) => (value === undefined ? [] : [value as Environment]));
  const problems = [
    ...earlier,
    ...rawOwner.problems,
    ...checks.flatMap((result) => result.problems),
    ...owner.problems,
    ...acrossEnvironments(environments).map(({ environment, ...problem }) =>
      toProblem(problem, environment, environmentSource(environment)),
    ),
  ];
  if (problems.length > 0 || owner.value === undefined) throw new InvalidEnvironment(problems);
  return { environments, owner: owner.value, warnings: expiryWarnings(environments, now) };
}

function checkEnvironment(input: unknown, now: Date): Check<Environment> {
  const kind = (input as { kind?: unknown } | null)?.kind;
  const locate = environmentSource(input);
  if (kind === "platform") return check(platformEnvironment, input, (valid) => platformRules(valid, now), locate);
  if (kind === "account") return check(accountEnvironment, input, () => [], locate);
  const remedy = 'Write kind: "platform" or kind: "account".';
  return { problems: [{ ...locate(["kind"]), value: kind, message: "is not a kind of environment", remedy }] };
}

type Locate = (path: Path) => Pick<Problem, "source" | "path">;

function environmentSource(input: unknown): Locate {
  const name = (input as { name?: unknown } | null)?.name;
  const source = typeof name === "string" ? `environments/${name}.ts` : "an environment without a name";
  return (path) => ({ source, path: formatPath(path) });
}

interface Check<T> {
  readonly value?: T;
  readonly problems: readonly Problem[];
}

/** Checks types first, then the rules between knobs, as far as the knobs that they tie together are of the right type. */
function check<T extends z.ZodType>(
  schema: T,
  input: unknown,
  rules: (valid: <V>(path: Path) => V | undefined) => readonly RuleProblem[],
  locate: Locate,
): Check<z.output<T>> {
  const result = schema.safeParse(input, { error: describeIssue });
  const issues = result.success ? [] : result.error.issues.flatMap(separateKeys);
  const data = result.success ? result.data : input;
  const valid = <V>(path: Path) =>
    issues.some((issue) => isPrefix(issue.path, path) || isPrefix(path, issue.path))
      ? undefined
      : (valueAt(data, path) as V | undefined);
  const problems = [
    ...issues.map((issue) => {
      const value = valueAt(input, issue.path);
      const message = value === undefined ? "is missing" : issue.message;
      return { ...locate(issue.path), value, message, remedy: remedyFor(schema, issue) };
    }),
    ...rules(valid).map((problem) => toProblem(problem, data, locate)),
  ];
  return problems.length > 0 ? { problems } : { value: data as z.output<T>, problems };
}

function toProblem({ path, message, remedy }: RuleProblem, data: unknown, locate: Locate): Problem {
  return { ...locate(path), value: valueAt(data, path), message, remedy };
}

/** One issue per unknown key, so that each problem names its own path. */
function separateKeys(issue: Issue): Issue[] {
  if (issue.code !== "unrecognized_keys") return [issue];
  return issue.keys.map((key) => ({ ...issue, keys: [key], path: [...issue.path, key] }));
}

function describeIssue(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return issue.expected === "int" ? "is not a whole number" : `is not of type ${issue.expected}`;
    case "invalid_value":
      return `is not one of ${issue.values.map(String).join(", ")}`;
    case "too_small":
      return issue.origin === "array" ? `has fewer than ${issue.minimum} entries` : `is less than ${issue.minimum}`;
    case "too_big":
      return issue.origin === "array" ? `has more than ${issue.maximum} entries` : `is more than ${issue.maximum}`;
    case "unrecognized_keys":
      return "is not a knob";
    case "not_multiple_of":
      return `is not a multiple of ${issue.divisor}`;
    default:
      return "is not valid";
  }
}

/** The nearest documentation at or above the place of the issue. */
function remedyFor(schema: z.ZodType, { code, path }: Issue): string {
  if (code === "unrecognized_keys") return "Remove it, or look its name up in environments/schema/environment.ts.";
  for (let length = path.length; length > 0; length -= 1) {
    const at = schemaAt(schema, path.slice(0, length));
    const docs = at && knobDocs(at);
    if (docs) return docs.remedy;
  }
  return "Write it as environments/schema/environment.ts describes it.";
}

function valueAt(data: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, step) => (value as Record<PropertyKey, unknown> | null | undefined)?.[step],
    data,
  );
}

function isPrefix(prefix: Path, path: Path): boolean {
  return prefix.every((step, index) => step === path[index]);
}
