import { acrossEnvironments } from "../rules/across-environments";
import { expiryWarnings } from "../rules/expiry";
import { ownerRules } from "../rules/owner";
import { platformRules } from "../rules/platform";
import { formatPath, InvalidEnvironment, type Problem } from "../rules/problem";
import { accountEnvironment, type Environment, platformEnvironment } from "../schema/environment";
import { valueAt } from "../schema/knob/value-at";
import { type Owner, ownerSettings } from "../schema/owner";
import { type Check, check, type Locate, toProblem } from "./check";
import { type RawOwner, VARIABLES } from "./owner-settings";

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
  const owner = check(ownerSettings, rawOwner.settings, ownerRules, ownerSource(rawOwner));
  const environments = checks.flatMap(({ value }) => (value === undefined ? [] : [value]));
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
  const kind = valueAt(input, ["kind"]);
  const locate = environmentSource(input);
  if (kind === "platform") return check(platformEnvironment, input, (root) => platformRules(root, now), locate);
  if (kind === "account") return check(accountEnvironment, input, () => [], locate);
  const remedy = 'Write kind: "platform" or kind: "account".';
  return { problems: [{ ...locate(["kind"]), value: kind, message: "is not a kind of environment", remedy }] };
}

function environmentSource(input: unknown): Locate {
  const name = valueAt(input, ["name"]);
  const source = typeof name === "string" ? `environments/${name}.ts` : "an environment without a name";
  return (path) => ({ source, path: formatPath(path) });
}

function ownerSource({ sourceOf }: RawOwner): Locate {
  return (path) => {
    const source = sourceOf(String(path[0]));
    // A variable is one setting: only the place inside its value is left to name.
    return { source, path: formatPath(source in VARIABLES ? path.slice(1) : path) };
  };
}
