import type { z } from "zod";
import { type Owner, ownerSettings } from "../owner";
import { acrossEnvironments, ownerRules, platformRules, type RuleProblem } from "../rules/environment";
import { expiryWarnings } from "../rules/expiry";
import { formatPath, InvalidEnvironment, type Problem } from "../rules/problem";
import { followedServiceRules, overrideRules, serviceRules, sizeRules } from "../rules/services";
import {
  type AccountSettings,
  accountEnvironment,
  type Environment,
  type PlatformSettings,
  platformEnvironment,
} from "../schema/environment";
import { knobDocs, schemaAt } from "../schema/knob";
import { type Service, type Services, service } from "../schema/service";
import { type Catalog, readCatalog } from "./catalog";
import { type RawOwner, VARIABLES } from "./owner-settings";
import { inOrder, withOverrides } from "./services";

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
 * @param catalog all services and environments there are, whichever are asked for
 * @returns the same, complete with defaults and services
 * @throws {InvalidEnvironment} with every problem there is
 */
export function validateEnvironments(
  inputs: readonly unknown[],
  rawOwner: RawOwner,
  now: Date,
  earlier: readonly Problem[] = [],
  catalog: Catalog = readCatalog(),
): ValidEnvironments {
  const { services, problems: serviceProblems } = checkServices(catalog.services);
  const checks = inputs.map((input) => checkEnvironment(input, now));
  const owner = check(ownerSettings, rawOwner.settings, ownerRules, (path) => {
    const source = rawOwner.sourceOf(String(path[0]));
    // A variable is one setting: only what lies inside its value is left to name.
    return { source, path: formatPath(source in VARIABLES ? path.slice(1) : path) };
  });
  const valid = checks.flatMap(({ value }) => (value === undefined ? [] : [value]));
  const environments = valid.map((value) => complete(value, services, catalog));
  const problems = [
    ...earlier,
    ...rawOwner.problems,
    ...catalog.problems,
    ...serviceProblems,
    ...checks.flatMap((result) => result.problems),
    ...(serviceProblems.length > 0 ? [] : valid.flatMap((value) => overrideProblems(value, services))),
    ...owner.problems,
    ...acrossEnvironments(environments).map(({ environment, ...problem }) =>
      toProblem(problem, environment, environmentSource(environment)),
    ),
  ];
  if (problems.length > 0 || owner.value === undefined) throw new InvalidEnvironment(problems);
  return { environments, owner: owner.value, warnings: expiryWarnings(environments, now) };
}

type Settings = PlatformSettings | AccountSettings;

/** An environment with the services that it runs, or that the account has images of. */
function complete(settings: Settings, services: Services, { environments }: Catalog): Environment {
  if (settings.kind === "platform") return { ...settings, services: withOverrides(services, settings.services) };
  const names = environments.filter(({ kind }) => kind === "platform").map(({ name }) => name);
  const { github } = settings;
  return { ...settings, services, github: { ...github, deployEnvironments: github.deployEnvironments ?? names } };
}

/** Checks each service by itself, then what holds between them. */
function checkServices(inputs: Readonly<Record<string, unknown>>): { services: Services; problems: Problem[] } {
  const checks = Object.entries(inputs).map(([name, input]) => {
    const locate: Locate = (path) => ({ source: `environments/services/${name}.ts`, path: formatPath(path) });
    return { name, locate, ...check(service, input, () => [], locate) };
  });
  const problems = checks.flatMap((result) => result.problems);
  const services = inOrder(
    Object.fromEntries(checks.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value as Service]]))),
  );
  if (problems.length > 0) return { services, problems };
  const between = serviceRules(services).map(({ service: name, ...problem }) => {
    const found = checks.find((each) => each.name === name) as (typeof checks)[number];
    return toProblem(problem, services[name], found.locate);
  });
  return { services, problems: between };
}

/** What is wrong with an environment's own sizes and times of services. */
function overrideProblems(settings: Settings, services: Services): Problem[] {
  if (settings.kind !== "platform") return [];
  const locate = environmentSource(settings);
  const { schedule } = settings.compute.hosts.app;
  const overridden = Object.keys(settings.services).filter((name) => services[name] !== undefined);
  const changed = withOverrides(services, settings.services);
  const sizes = overridden.flatMap((name) =>
    sizeRules(name, changed[name] as Service).map(({ path, ...problem }) => ({
      ...problem,
      path: ["services", name, ...path],
    })),
  );
  const others = [...overrideRules(settings.services, services), ...followedServiceRules(schedule?.follows, changed)];
  return [
    ...others.map((problem) => toProblem(problem, settings, locate)),
    ...sizes.map((problem) => toProblem(problem, { services: changed }, locate)),
  ];
}

function checkEnvironment(input: unknown, now: Date): Check<Settings> {
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
