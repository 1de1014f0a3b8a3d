import type { Environment, PlatformEnvironment } from "../schema/environment";
import type { Owner } from "../schema/owner";
import type { EnvironmentProblem } from "./across-environments";
import type { RuleProblem } from "./knob/knob";

const OWNER_FILE = "environments/owner.ts";

/** Returns the problems of environments that need a setting which the owner has not given. */
export function ownerAndEnvironments(owner: Owner, environments: readonly Environment[]): EnvironmentProblem[] {
  return environments.flatMap((environment) => {
    if (environment.kind !== "platform") return [];
    const problems = [...registryProblems(owner, environment), ...chinaProblems(owner, environment)];
    return problems.map((problem) => ({ environment, ...problem }));
  });
}

function registryProblems({ imageRegistries }: Owner, { region, cluster }: PlatformEnvironment): RuleProblem[] {
  if (cluster === undefined || cluster.images.registry !== undefined || imageRegistries[region]) return [];
  const message = `is a region for which imageRegistries of ${OWNER_FILE} has no host`;
  return [
    { path: ["region"], message, remedy: `Write the registry of ${region} there, or cluster.images.registry here.` },
  ];
}

function chinaProblems({ icpNumber, chinaCdnTargets }: Owner, { edge }: PlatformEnvironment): RuleProblem[] {
  if (!edge?.chinaCdn.enabled) return [];
  const missing = Object.entries({ icpNumber, chinaCdnTargets }).filter(([, value]) => value === undefined);
  return missing.map(([setting]) => ({
    path: ["edge", "chinaCdn", "enabled"],
    message: `is true, and ${setting} is missing in ${OWNER_FILE}`,
    remedy: `Write ${setting} there, or leave enabled out.`,
  }));
}
