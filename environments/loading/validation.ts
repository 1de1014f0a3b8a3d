import { acrossEnvironments } from "../rules/across-environments";
import { ownerRules } from "../rules/owner";
import { ownerAndEnvironments } from "../rules/owner-and-environments";
import { exampleWarnings } from "../rules/owner-examples";
import { platformRules } from "../rules/platform";
import { formatPath, InvalidEnvironment, type Problem } from "../rules/problem";
import {
  type AccountSettings,
  accountEnvironment,
  type Environment,
  type PlatformSettings,
  platformEnvironment,
} from "../schema/environment";
import { valueAt } from "../schema/knob/value-at";
import { type Owner, ownerSettings } from "../schema/owner";
import type { Services } from "../schema/services/services";
import { type Catalog, readCatalog } from "./catalog";
import { type Check, check, type Locate, toProblem } from "./check";
import { type RawOwner, VARIABLES } from "./owner-settings";
import { checkServices, overrideProblems, withOverrides } from "./services";

/** Environments that have passed every rule. */
export interface ValidEnvironments {
  readonly environments: readonly Environment[];
  readonly owner: Owner;
  /** A sentence for each thing that is allowed and rarely meant. */
  readonly warnings: readonly string[];
}

/**
 * Checks environments and the owner's settings as a whole.
 *
 * @param inputs environments as their files give them
 * @param rawOwner the owner's settings as they were found
 * @param earlier problems that are known already, to be reported with the rest
 * @param catalog all services and environments there are, whether they were selected or not
 * @returns the environments and settings, complete with defaults and services
 * @throws {InvalidEnvironment} with every problem there is
 */
export function validateEnvironments(
  inputs: readonly unknown[],
  rawOwner: RawOwner,
  earlier: readonly Problem[] = [],
  catalog: Catalog = readCatalog(),
): ValidEnvironments {
  const services = checkServices(catalog.services);
  const checks = inputs.map((input) => checkEnvironment(input));
  const owner = check(ownerSettings, rawOwner.settings, ownerRules, ownerSource(rawOwner));
  const valid = checks.flatMap(({ value }) => (value === undefined ? [] : [value]));
  const environments = valid.map((settings) => withServices(settings, services.value, catalog));
  const problems = [
    ...earlier,
    ...rawOwner.problems,
    ...catalog.problems,
    ...services.problems,
    ...checks.flatMap((result) => result.problems),
    ...(services.problems.length > 0 ? [] : valid.flatMap((settings) => serviceProblems(settings, services.value))),
    ...owner.problems,
    ...[
      ...acrossEnvironments(environments, [...catalog.environments, ...environments]),
      ...(owner.value === undefined ? [] : ownerAndEnvironments(owner.value, environments)),
    ].map(({ environment, ...problem }) => toProblem(problem, environment, environmentSource(environment))),
  ];
  if (problems.length > 0 || owner.value === undefined) throw new InvalidEnvironment(problems);
  return {
    environments,
    owner: owner.value,
    warnings: owner.value.stateBackend === "local" ? exampleWarnings(owner.value) : [],
  };
}

type Settings = PlatformSettings | AccountSettings;

/** An environment with the services that it runs; the account with the services and environments that it is for. */
function withServices(settings: Settings, services: Services, { environments }: Catalog): Environment {
  if (settings.kind === "platform") return { ...settings, services: withOverrides(services, settings.services) };
  const platformNames = environments.filter(({ kind }) => kind === "platform").map(({ name }) => name);
  const github = { ...settings.github, deployEnvironments: settings.github.deployEnvironments ?? platformNames };
  return { ...settings, services, github, platformNames };
}

function serviceProblems(settings: Settings, services: Services): Problem[] {
  return settings.kind === "platform" ? overrideProblems(settings, services, environmentSource(settings)) : [];
}

function checkEnvironment(input: unknown): Check<Settings> {
  const kind = valueAt(input, ["kind"]);
  const locate = environmentSource(input);
  if (kind === "platform") return check(platformEnvironment, input, platformRules, locate);
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
    // A variable holds one setting, so the path only names the place inside its value.
    return { source, path: formatPath(source in VARIABLES ? path.slice(1) : path) };
  };
}
