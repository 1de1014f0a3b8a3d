import { REGIONS, type RegionId } from "../regions";
import { cidrContains, cidrsOverlap, prefixLength } from "../schema/cidr";
import type { PlatformEnvironment } from "../schema/environment";
import { entries, type Placed, type RuleProblem, unique, type Valid } from "./placed";
import { formatPath } from "./problem";

type VSwitch = PlatformEnvironment["network"]["vSwitches"]["public"][number];

const PRIVATE_BLOCKS = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];

/** What holds between the knobs of a network. */
export function networkRules(valid: Valid): RuleProblem[] {
  const vSwitches = (["public", "private"] as const).flatMap((kind) =>
    entries<VSwitch>(valid, ["network", "vSwitches", kind]),
  );
  return [
    ...vpcRules(valid),
    ...zoneRules(valid, vSwitches),
    ...vSwitchCidrRules(valid, vSwitches),
    ...existingNetworkRules(valid, vSwitches),
    ...vpnRules(valid),
  ];
}

function vpcRules(valid: Valid): RuleProblem[] {
  const path = ["network", "vpc", "cidr"];
  const cidr = valid<string>(path);
  if (cidr === undefined) return [];
  const remedy = "Choose a private block, /8 to /24, such as 10.0.0.0/16.";
  const length = prefixLength(cidr);
  if (length < 8 || length > 24) return [{ path, message: `is a /${length}; a VPC is /8 to /24`, remedy }];
  if (PRIVATE_BLOCKS.some((block) => cidrContains(block, cidr))) return [];
  return [{ path, message: "is not inside 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16", remedy }];
}

function zoneRules(valid: Valid, vSwitches: readonly Placed<VSwitch>[]): RuleProblem[] {
  const region = valid<RegionId>(["region"]);
  const lacking = vSwitches.filter(
    ({ value }) => region !== undefined && !(REGIONS[region] as readonly string[]).includes(value.zone),
  );
  const zonesOf = (kind: string) =>
    vSwitches
      .filter(({ path }) => path.includes(kind))
      .map(({ path, value }) => ({ path: [...path, "zone"], value: value.zone }));
  const remedy = "Spread the vSwitches over different zones: one zone can fail as a whole.";
  return [
    ...lacking.map(({ path }) => ({
      path: [...path, "zone"],
      message: `is not a zone of ${region}`,
      remedy: `Choose one of ${region && REGIONS[region].join(", ")}.`,
    })),
    ...unique(zonesOf("public"), remedy),
    ...unique(zonesOf("private"), remedy),
  ];
}

function vSwitchCidrRules(valid: Valid, vSwitches: readonly Placed<VSwitch>[]): RuleProblem[] {
  const vpc = valid<string>(["network", "vpc", "cidr"]);
  const inVpc = vpc === undefined ? "the VPC's block" : vpc;
  return vSwitches.flatMap(({ path, value }, index) => {
    const at = [...path, "cidr"];
    const length = prefixLength(value.cidr);
    const problems: RuleProblem[] = [];
    if (length < 16 || length > 29) {
      const message = `is a /${length}; a vSwitch is /16 to /29`;
      problems.push({ path: at, message, remedy: `Choose a block of ${inVpc}, /16 to /29.` });
    }
    if (vpc !== undefined && !cidrContains(vpc, value.cidr)) {
      const message = `is not inside the VPC (${vpc})`;
      problems.push({ path: at, message, remedy: `Choose a block of ${vpc}, or widen network.vpc.cidr.` });
    }
    for (const other of vSwitches.slice(0, index)) {
      if (!cidrsOverlap(value.cidr, other.value.cidr)) continue;
      const message = `overlaps ${formatPath(other.path)} (${other.value.cidr})`;
      problems.push({ path: at, message, remedy: `Choose a block of ${inVpc} that no other vSwitch uses.` });
    }
    return problems;
  });
}

function existingNetworkRules(valid: Valid, vSwitches: readonly Placed<VSwitch>[]): RuleProblem[] {
  const vpc = valid<{ id?: string }>(["network", "vpc"]);
  if (vpc === undefined || vpc.id !== undefined) return [];
  const problems: RuleProblem[] = vSwitches
    .filter(({ value }) => value.id !== undefined)
    .map(({ path }) => ({
      path: [...path, "id"],
      message: "names a vSwitch that exists, in a VPC that does not",
      remedy: "Name the vSwitch's VPC in network.vpc.id, or leave both out.",
    }));
  if (valid<boolean>(["network", "nat"]) === false) {
    const message = "leaves the private vSwitches of a new VPC without a way to the Internet";
    problems.push({ path: ["network", "nat"], message, remedy: "Write true, or bring a VPC by network.vpc.id." });
  }
  return problems;
}

function vpnRules(valid: Valid): RuleProblem[] {
  const vpn = valid<NonNullable<PlatformEnvironment["network"]["vpn"]>>(["network", "vpn"]);
  if (vpn === undefined) return [];
  const path = ["network", "vpn"];
  const sites = entries<(typeof vpn.sites)[number]>(valid, [...path, "sites"]);
  const tunnels = [
    ...(vpn.clients ? [{ path: [...path, "clients", "cidr"], value: vpn.clients.cidr }] : []),
    ...sites.map((site) => ({ path: [...site.path, "cidr"], value: site.value.cidr })),
  ];
  const remedy = "Choose a block apart from the VPC's and from every other end of the VPN.";
  const taken = [{ path: ["network", "vpc", "cidr"], value: valid<string>(["network", "vpc", "cidr"]) }, ...tunnels];
  const problems: RuleProblem[] = tunnels.flatMap(({ path: at, value }, index) =>
    taken
      .slice(0, index + 1)
      .filter((other) => other.value !== undefined && cidrsOverlap(value, other.value))
      .map((other) => ({ path: at, message: `overlaps ${formatPath(other.path)} (${other.value})`, remedy })),
  );
  if (tunnels.length === 0) {
    const message = "has neither clients nor sites";
    problems.push({ path, message, remedy: "Name clients (administrators' laptops), sites, or leave vpn out." });
  }
  const names = sites.map((site) => ({ path: [...site.path, "name"], value: site.value.name }));
  return [...problems, ...unique(names, "Give each site a name of its own.")];
}
