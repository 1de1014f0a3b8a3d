import { CHINA_CDN_LABELS } from "../schema/edge/china-cdn";
import type { Environment, PlatformEnvironment } from "../schema/environment";
import { cidrsOverlap } from "../schema/kinds/cidr";
import { nearest } from "../schema/knob/nearest";
import type { RuleProblem } from "./knob/knob";

/** A problem of one environment that shows only in comparison with others. */
export interface EnvironmentProblem extends RuleProblem {
  readonly environment: Environment;
}

/**
 * Returns the problems that show only when environments are compared.
 *
 * @param all every environment there is, whether it is among these or not
 */
export function acrossEnvironments(
  environments: readonly Environment[],
  all: readonly Pick<Environment, "kind" | "name">[],
): EnvironmentProblem[] {
  return environments.flatMap((environment, index) => {
    const earlier = environments.slice(0, index);
    const problems = earlier.flatMap((other) => [
      ...nameProblems(environment, other),
      ...sharedThings(environment, other),
    ]);
    return [...problems, ...copyProblems(environment, environments, all)].map((problem) => ({
      environment,
      ...problem,
    }));
  });
}

function nameProblems(environment: Environment, other: Environment): RuleProblem[] {
  if (environment.name !== other.name) return [];
  const message = "is the name of two environments";
  return [{ path: ["name"], message, remedy: "Give each environment a name of its own." }];
}

/** Checks that two platform environments share neither a host name, nor a zone, nor addresses. */
function sharedThings(environment: Environment, other: Environment): RuleProblem[] {
  if (environment.kind !== "platform" || other.kind !== "platform") return [];
  return [...servedTwice(environment, other), ...recordTwice(environment, other), ...vpcOverlap(environment, other)];
}

/** Checks that an environment is not served under a name that the zone's owner makes for something else. */
function recordTwice(environment: PlatformEnvironment, other: PlatformEnvironment): RuleProblem[] {
  const theirs = zoneLabels(other).find(({ label }) => label === environment.subdomain);
  const ours = zoneLabels(environment).find(({ label }) => label === other.subdomain);
  return [
    ...(theirs
      ? [{ path: ["subdomain"], message: `is ${theirs.use} of ${other.name}`, remedy: "Choose another." }]
      : []),
    ...(ours
      ? [{ path: ours.path, message: `makes ${ours.label}, where ${other.name} is served`, remedy: ours.remedy }]
      : []),
  ];
}

interface ZoneLabel {
  readonly label: string;
  /** What it is for, and the knob that it comes from. */
  readonly use: string;
  readonly path: string[];
  readonly remedy: string;
}

/** The names of the zone that its owner makes beside its own. */
function zoneLabels({ edge, name }: PlatformEnvironment): ZoneLabel[] {
  if (!edge?.ownsZone) return [];
  const { chinaCdn } = edge;
  return [
    {
      label: "www",
      use: "the second name",
      path: ["edge", "ownsZone"],
      remedy: `${name} has it beside the domain itself: serve the other environment elsewhere.`,
    },
    ...CHINA_CDN_LABELS.map((knob) => ({
      label: chinaCdn[knob],
      use: `edge.chinaCdn.${knob}`,
      path: ["edge", "chinaCdn", knob],
      remedy: "Choose another label.",
    })),
  ];
}

function servedTwice(environment: PlatformEnvironment, other: PlatformEnvironment): RuleProblem[] {
  const problems: RuleProblem[] = [];
  if (environment.subdomain === other.subdomain) {
    const message = `is where ${other.name} is served`;
    problems.push({ path: ["subdomain"], message, remedy: "Give each environment a host name of its own." });
  }
  if (environment.edge?.ownsZone && other.edge?.ownsZone) {
    const message = `is what ${other.name} says too`;
    const remedy = "Write true in one environment: a zone has one owner.";
    problems.push({ path: ["edge", "ownsZone"], message, remedy });
  }
  return problems;
}

function vpcOverlap({ network }: PlatformEnvironment, other: PlatformEnvironment): RuleProblem[] {
  const taken = other.network.vpc.cidr;
  if (!cidrsOverlap(network.vpc.cidr, taken)) return [];
  const message = `overlaps the VPC of ${other.name} (${taken})`;
  const remedy = "Choose a block of its own: networks that overlap can never be joined by a VPN or a peering.";
  return [{ path: ["network", "vpc", "cidr"], message, remedy }];
}

/** Checks that copies go to an environment that there is, and to its region if it is synthesized along with this one. */
function copyProblems(
  environment: Environment,
  environments: readonly Environment[],
  all: readonly Pick<Environment, "kind" | "name">[],
): RuleProblem[] {
  const copies = environment.kind === "platform" ? environment.data.copies : undefined;
  if (copies === undefined) return [];
  const path = ["data", "copies", "environment"];
  if (all.every(({ name }) => name !== copies.environment)) {
    const platforms = all.filter(({ kind, name }) => kind === "platform" && name !== environment.name);
    const names = [...new Set(platforms.map(({ name }) => name))];
    const meant = nearest(copies.environment, names);
    const remedy = meant ? `Did you mean ${meant}?` : `Write one of ${names.join(", ")}, or leave copies out.`;
    return [{ path, message: "is not an environment: nobody makes the buckets of the copies", remedy }];
  }
  const target = environments.find(({ name }) => name === copies.environment);
  if (target === undefined) return [];
  if (target.kind !== "platform") {
    return [{ path, message: "is not an environment that runs the platform", remedy: "Name a platform environment." }];
  }
  if (target.region === copies.region) return [];
  const message = `is not the region of ${target.name} (${target.region})`;
  return [{ path: ["data", "copies", "region"], message, remedy: `Write ${target.region}.` }];
}
