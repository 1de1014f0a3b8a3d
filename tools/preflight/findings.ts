import type { Stock, StockedType } from "./question";
import { hasStandby, machinesOf, privateZones, publicZones, type WantedEnvironment } from "./wanted";

/** One thing that an environment wants, and whether it can be had. */
export interface Finding {
  /** What it is for, such as `app hosts`. */
  readonly what: string;
  /** Absent for what a region has as a whole. */
  readonly zone?: string;
  /** Every choice that would do, the preferred one first. */
  readonly wanted: readonly { readonly name: string; readonly sold: boolean }[];
  /** Which of them would be used; absent when none can be had. */
  readonly used?: string;
  /** What to change, and where, when nothing can be had. */
  readonly remedy?: string;
}

/** Whether something other than the first choice would be used. */
export function isFallback({ used, wanted }: Finding): boolean {
  return used !== undefined && used !== wanted[0]?.name;
}

/** Compares what an environment wants with what its region sells. */
export function findingsOf(environment: WantedEnvironment, stock: Stock): Finding[] {
  const zones = privateZones(environment);
  const { postgres, redis } = environment.data;
  // A standby is in the second zone; Redis always has one.
  const databases = [
    ...zones.slice(0, hasStandby(postgres.instanceClass) ? 2 : 1).map((zone) => {
      const sold = stock.postgresClasses[zone] ?? [];
      return classFinding(environment, "PostgreSQL", zone, postgres.instanceClass, sold, "data.postgres.instanceClass");
    }),
    ...zones.slice(0, 2).map((zone) => {
      const sold = stock.redisClasses[zone] ?? [];
      return classFinding(environment, "Redis", zone, redis.instanceClass, sold, "data.redis.instanceClass");
    }),
  ];
  return [
    ...zones.flatMap((zone) => machineFindings(environment, zone, stock.instanceTypes)),
    ...databases,
    ...publicZones(environment).map((zone) => loadBalancerFinding(environment, zone, stock.loadBalancerZones)),
    imageFinding(environment, stock),
  ];
}

function machineFindings(environment: WantedEnvironment, zone: string, stocked: readonly StockedType[]): Finding[] {
  const inZone = stocked.filter(({ zones }) => zones.includes(zone));
  return machinesOf(environment).map(({ what, knob, instanceTypes: names }) => {
    const sizes = stocked.filter(({ id }) => names.includes(id));
    const alike = inZone.filter(({ vCpus, memoryGiB }) =>
      sizes.some((size) => size.vCpus === vCpus && size.memoryGiB === memoryGiB),
    );
    const sold = inZone.map(({ id }) => id);
    const alternatives = alike.map(({ id }) => id);
    const change = remedy(environment, knob, zone, alternatives);
    return choose({ what, zone }, names, sold, change);
  });
}

function classFinding(
  environment: WantedEnvironment,
  what: string,
  zone: string,
  name: string,
  sold: readonly string[],
  knob: string,
): Finding {
  return choose({ what, zone }, [name], sold, remedy(environment, knob, zone, sold));
}

function loadBalancerFinding(environment: WantedEnvironment, zone: string, sold: readonly string[]): Finding {
  const knob = `network.vSwitches.public, the zone ${zone},`;
  const change = `Change ${knob} in ${fileOf(environment)}; the load balancer serves ${listed(sold)}.`;
  return choose({ what: "load balancer", zone }, [zone], sold, change);
}

function imageFinding(environment: WantedEnvironment, { familyImages, pinnedImages }: Stock): Finding {
  const { family, pinned } = environment.compute.image;
  const [newest = family] = familyImages;
  const sold = [...familyImages, ...pinnedImages];
  const change = `Change compute.image.family or compute.image.pinned in ${fileOf(environment)}.`;
  return choose({ what: "image" }, [...new Set([newest, pinned])], sold, change);
}

function choose(
  place: Pick<Finding, "what" | "zone">,
  names: readonly string[],
  sold: readonly string[],
  change: string,
): Finding {
  const wanted = names.map((name) => ({ name, sold: sold.includes(name) }));
  const used = wanted.find((each) => each.sold)?.name;
  return { ...place, wanted, ...(used === undefined ? { remedy: change } : { used }) };
}

function remedy(environment: WantedEnvironment, knob: string, zone: string, alternatives: readonly string[]): string {
  return `Change ${knob} in ${fileOf(environment)}; ${zone} sells ${listed(alternatives)}.`;
}

function fileOf({ name }: WantedEnvironment): string {
  return `environments/${name}.ts`;
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? "nothing like it" : [...names].sort().join(", ");
}
