/** The rules that tie the knobs of an environment to one another. Each sees only knobs that are valid by themselves. */
import { cidrsOverlap, prefixLength } from "../schema/cidr";
import type { Environment, PlatformEnvironment } from "../schema/environment";
import { clusterRules } from "./cluster";
import { computeRules } from "./compute";
import { dataRules } from "./data";
import { edgeRules } from "./edge";
import { networkRules } from "./network";
import { entries, type RuleProblem, type Valid } from "./placed";

export type { RuleProblem } from "./placed";

/** @param now the time at which the environment is used: a schedule has an end */
export function platformRules(valid: Valid, now: Date): RuleProblem[] {
  return [
    ...networkRules(valid),
    ...dataRules(valid),
    ...computeRules(valid, now),
    ...edgeRules(valid),
    ...clusterRules(valid),
  ];
}

/** The problems that show only when environments are laid side by side. */
export function acrossEnvironments(
  environments: readonly Environment[],
): (RuleProblem & { environment: Environment })[] {
  const problems: (RuleProblem & { environment: Environment })[] = [];
  environments.forEach((environment, index) => {
    for (const other of environments.slice(0, index)) {
      if (other.name === environment.name) {
        const message = "is the name of two environments";
        problems.push({ environment, path: ["name"], message, remedy: "Give each environment a name of its own." });
      }
      if (environment.kind !== "platform" || other.kind !== "platform") continue;
      problems.push(...servedTwice(environment, other).map((problem) => ({ environment, ...problem })));
      if (cidrsOverlap(environment.network.vpc.cidr, other.network.vpc.cidr)) {
        problems.push({
          environment,
          path: ["network", "vpc", "cidr"],
          message: `overlaps the VPC of ${other.name} (${other.network.vpc.cidr})`,
          remedy: "Choose a block of its own: networks that overlap can never be joined by a VPN or a peering.",
        });
      }
    }
    if (environment.kind !== "platform") return;
    problems.push(...copyProblems(environment, environments).map((problem) => ({ environment, ...problem })));
  });
  return problems;
}

function servedTwice(environment: PlatformEnvironment, other: PlatformEnvironment): RuleProblem[] {
  const problems: RuleProblem[] = [];
  if (environment.subdomain === other.subdomain) {
    const message = `is where ${other.name} is served`;
    problems.push({ path: ["subdomain"], message, remedy: "Give each environment a host name of its own." });
  }
  if (environment.edge?.ownsZone && other.edge?.ownsZone) {
    const message = `is what ${other.name} says too`;
    problems.push({
      path: ["edge", "ownsZone"],
      message,
      remedy: "Write true in one environment: a zone has one owner.",
    });
  }
  return problems;
}

/** Whether copies go where the environment that receives them lies. It may be absent: one can be synthesized alone. */
function copyProblems({ data }: PlatformEnvironment, environments: readonly Environment[]): RuleProblem[] {
  const target = environments.find(({ name }) => name === data.copies?.environment);
  if (data.copies === undefined || target === undefined) return [];
  if (target.kind !== "platform") {
    const message = "is not an environment that runs the platform";
    return [{ path: ["data", "copies", "environment"], message, remedy: "Name a platform environment." }];
  }
  if (target.region === data.copies.region) return [];
  const message = `is not the region of ${target.name} (${target.region})`;
  return [{ path: ["data", "copies", "region"], message, remedy: `Write ${target.region}.` }];
}

/** An administrator's network is a place; half the Internet is not. */
export function ownerRules(valid: Valid): RuleProblem[] {
  return entries<string>(valid, ["adminCidrs"])
    .filter(({ value }) => prefixLength(value) < 16)
    .map(({ path }) => ({
      path,
      message: "opens the bastion's SSH to more than 65,536 addresses",
      remedy: "List the offices' or VPN's own public addresses, /16 or smaller.",
    }));
}
