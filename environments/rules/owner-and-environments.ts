import type { Environment, PlatformEnvironment } from "../schema/environment";
import type { Owner } from "../schema/owner";
import type { EnvironmentProblem } from "./across-environments";
import type { RuleProblem } from "./knob/knob";

const OWNER_FILE = "environments/owner.ts";

/** Returns the problems of environments that need a setting which the owner has not given. */
export function ownerAndEnvironments(owner: Owner, environments: readonly Environment[]): EnvironmentProblem[] {
  return environments.flatMap((environment) => {
    if (environment.kind !== "platform") return [];
    const problems = [
      ...registryProblems(owner, environment),
      ...chinaProblems(owner, environment),
      ...originPullProblems(owner, environment),
    ];
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

/** A load balancer that asks for a certificate refuses every visitor when Cloudflare shows none. */
function originPullProblems({ originPullAuthorityId }: Owner, { edge }: PlatformEnvironment): RuleProblem[] {
  if (originPullAuthorityId === undefined || !edge?.ownsZone || edge.originPulls !== "off") return [];
  const message = `is off, and originPullAuthorityId of ${OWNER_FILE} has load balancers refuse who shows no certificate`;
  return [
    { path: ["edge", "originPulls"], message, remedy: "Write shared or own, or leave originPullAuthorityId out." },
  ];
}
