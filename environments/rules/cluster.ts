import { cidrContains, cidrsOverlap } from "../schema/cidr";
import type { PlatformEnvironment } from "../schema/environment";
import { entries, type RuleProblem, unique, type Valid } from "./placed";
import { formatPath } from "./problem";

type Cluster = NonNullable<PlatformEnvironment["cluster"]>;
type PodVSwitch = Cluster["podVSwitches"][number];

/** What holds between the knobs of the cluster, the network and the phase. */
export function clusterRules(valid: Valid): RuleProblem[] {
  return [
    ...phaseRules(valid),
    ...podRules(valid),
    ...serviceRules(valid),
    ...poolRules(valid),
    ...permissionRules(valid),
  ];
}

function phaseRules(valid: Valid): RuleProblem[] {
  const phase = valid<string>(["phase"]);
  // Only what is absent, not what is wrong, is undefined at the top.
  if (phase === undefined || phase === "hosts" || valid<unknown>([]) === undefined) return [];
  if (valid<Cluster>(["cluster"]) !== undefined) return [];
  const message = `is missing, and the phase is ${phase}`;
  return [{ path: ["cluster"], message, remedy: 'Describe the cluster, or choose the phase "hosts".' }];
}

function podRules(valid: Valid): RuleProblem[] {
  const pods = entries<PodVSwitch>(valid, ["cluster", "podVSwitches"]);
  const hosts = (["public", "private"] as const).flatMap((kind) =>
    entries<PodVSwitch>(valid, ["network", "vSwitches", kind]),
  );
  const vpc = valid<string>(["network", "vpc", "cidr"]);
  const zones = hosts.filter(({ path }) => path.includes("private")).map(({ value }) => value.zone);
  const problems: RuleProblem[] = pods.flatMap(({ path, value }, index) => {
    const found: RuleProblem[] = [];
    const cidr = [...path, "cidr"];
    const remedy = "Choose a block of the VPC's that no other vSwitch has.";
    if (zones.length > 0 && !zones.includes(value.zone)) {
      const message = "is not a zone of the private vSwitches, where the nodes are";
      found.push({ path: [...path, "zone"], message, remedy: `Choose one of ${zones.join(", ")}.` });
    }
    if (vpc !== undefined && !cidrContains(vpc, value.cidr)) {
      found.push({ path: cidr, message: `is not inside the VPC (${vpc})`, remedy });
    }
    for (const other of [...hosts, ...pods.slice(0, index)]) {
      if (!cidrsOverlap(value.cidr, other.value.cidr)) continue;
      found.push({ path: cidr, message: `overlaps ${formatPath(other.path)} (${other.value.cidr})`, remedy });
    }
    return found;
  });
  const placed = pods.map(({ path, value }) => ({ path: [...path, "zone"], value: value.zone }));
  return [...problems, ...unique(placed, "Give each zone one vSwitch for pods.")];
}

function serviceRules(valid: Valid): RuleProblem[] {
  const path = ["cluster", "serviceCidr"];
  const [services, vpc] = [valid<string>(path), valid<string>(["network", "vpc", "cidr"])];
  if (services === undefined || vpc === undefined || !cidrsOverlap(services, vpc)) return [];
  const remedy = "Choose a private block outside the VPC's, such as 172.21.0.0/20.";
  return [{ path, message: `overlaps the VPC (${vpc})`, remedy }];
}

function poolRules(valid: Valid): RuleProblem[] {
  return [...volumeRules(valid), ...limitRules(valid)];
}

/** A volume lies in one zone, and a pod that has it can go nowhere else. */
function volumeRules(valid: Valid): RuleProblem[] {
  const path = ["cluster", "nodePools", "system", "minimum"];
  const [minimum, zones] = [valid<number>(path), entries(valid, ["cluster", "podVSwitches"]).length];
  if (minimum === undefined || minimum >= zones) return [];
  const message = `leaves one of the ${zones} zones without a node, and the volumes in it without their pods`;
  return [{ path, message, remedy: `Write ${zones} or more.` }];
}

function limitRules(valid: Valid): RuleProblem[] {
  return (["system", "app"] as const).flatMap((pool) => {
    const path = ["cluster", "nodePools", pool];
    const minimum = valid<number>([...path, "minimum"]);
    const maximum = valid<number>([...path, "maximum"]);
    if (minimum === undefined || maximum === undefined || minimum <= maximum) return [];
    const remedy = `Write a whole number from 0 to ${maximum}, or raise the maximum.`;
    return [{ path: [...path, "minimum"], message: `is more than the maximum (${maximum})`, remedy }];
  });
}

function permissionRules(valid: Valid): RuleProblem[] {
  const permissions = entries<Cluster["permissions"][number]>(valid, ["cluster", "permissions"]);
  const uids = permissions.map(({ path, value }) => ({ path: [...path, "uid"], value: value.uid }));
  return unique(uids, "Give each RAM user or role one entry.");
}
