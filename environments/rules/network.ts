import { REGIONS } from "../regions";
import type { PlatformSettings } from "../schema/environment";
import { cidrContains, cidrsOverlap } from "../schema/kinds/cidr";
import type { VSwitch } from "../schema/network/v-switches";
import { SERVICES_NETWORK } from "../schema/services/host-ports";
import type { Knob, RuleProblem } from "./knob/knob";
import { unique } from "./knob/unique";
import { formatPath } from "./problem";

/** The vSwitches that are valid by themselves. */
type VSwitches = readonly Knob<VSwitch>[];

/** Checks the knobs of a network against one another. */
export function networkRules(environment: Knob<PlatformSettings>): RuleProblem[] {
  const { public: outer, private: inner } = vSwitchesOf(environment);
  return [
    ...zoneRules(environment, outer),
    ...zoneRules(environment, inner),
    ...vSwitchCidrRules(environment, [...outer, ...inner]),
    ...existingNetworkRules(environment, [...outer, ...inner]),
    ...vpnRules(environment),
    ...containerNetworkRules(environment),
  ];
}

/** Returns the vSwitches that are valid by themselves. */
export function vSwitchesOf(environment: Knob<PlatformSettings>): Record<"public" | "private", VSwitches> {
  const vSwitches = environment.at("network").at("vSwitches");
  return { public: vSwitches.at("public").entries(), private: vSwitches.at("private").entries() };
}

function zoneRules(environment: Knob<PlatformSettings>, vSwitches: VSwitches): RuleProblem[] {
  const region = environment.at("region").value;
  const zones = vSwitches.map((vSwitch) => vSwitch.at("zone"));
  const twice = unique(zones, "Spread the vSwitches over different zones: one zone can fail as a whole.");
  if (region === undefined) return twice;
  const known: readonly string[] = REGIONS[region];
  const unknown = zones.filter(({ value }) => value !== undefined && !known.includes(value));
  const remedy = `Choose one of ${known.join(", ")}.`;
  return [...unknown.map((zone) => zone.problem(`is not a zone of ${region}`, remedy)), ...twice];
}

function vSwitchCidrRules(environment: Knob<PlatformSettings>, vSwitches: VSwitches): RuleProblem[] {
  const vpc = environment.at("network").at("vpc").at("cidr").value;
  const inVpc = vpc === undefined ? "the VPC's block" : vpc;
  return vSwitches.flatMap((vSwitch, index) => {
    const cidr = vSwitch.at("cidr");
    const block = cidr.value;
    if (block === undefined) return [];
    const problems: RuleProblem[] = [];
    if (vpc !== undefined && !cidrContains(vpc, block)) {
      const remedy = `Choose a block of ${vpc}, or widen network.vpc.cidr.`;
      problems.push(cidr.problem(`is not inside the VPC (${vpc})`, remedy));
    }
    const remedy = `Choose a block of ${inVpc} that no other vSwitch uses.`;
    return [...problems, ...overlaps(cidr, vSwitches.slice(0, index), remedy)];
  });
}

/** Returns a problem for each of the vSwitches whose addresses overlap the block `cidr`. */
export function overlaps(
  cidr: Knob<string>,
  vSwitches: readonly Knob<{ readonly cidr: string }>[],
  remedy: string,
): RuleProblem[] {
  return vSwitches.flatMap((vSwitch) => {
    const other = vSwitch.at("cidr").value;
    if (cidr.value === undefined || other === undefined || !cidrsOverlap(cidr.value, other)) return [];
    return [cidr.problem(`overlaps ${formatPath(vSwitch.path)} (${other})`, remedy)];
  });
}

function existingNetworkRules(environment: Knob<PlatformSettings>, vSwitches: VSwitches): RuleProblem[] {
  const network = environment.at("network");
  if (!network.at("vpc").at("id").isAbsent) return [];
  const remedy = "Name the vSwitch's VPC in network.vpc.id, or leave both out.";
  const problems = vSwitches
    .map((vSwitch) => vSwitch.at("id"))
    .filter(({ value }) => value !== undefined)
    .map((id) => id.problem("names a vSwitch that exists, in a VPC that does not", remedy));
  const nat = network.at("nat");
  if (nat.value !== false) return problems;
  const message = "leaves the private vSwitches of a new VPC without a way to the Internet";
  return [...problems, nat.problem(message, "Write true, or bring a VPC by network.vpc.id.")];
}

/** Hosts would look for these addresses among their own containers, and never answer who has one of them. */
function containerNetworkRules(environment: Knob<PlatformSettings>): RuleProblem[] {
  const { subnet } = SERVICES_NETWORK;
  const reached = [environment.at("network").at("vpc").at("cidr"), ...vpnEnds(environment)];
  const overlapping = reached.filter(({ value }) => value !== undefined && cidrsOverlap(value, subnet));
  const message = `overlaps the network of the services' containers on hosts (${subnet})`;
  return overlapping.map((cidr) => cidr.problem(message, "Choose a block apart from it."));
}

function vpnEnds(environment: Knob<PlatformSettings>): Knob<string>[] {
  const vpn = environment.at("network").at("vpn");
  return [
    vpn.at("clients").at("cidr"),
    ...vpn
      .at("sites")
      .entries()
      .map((site) => site.at("cidr")),
  ];
}

function vpnRules(environment: Knob<PlatformSettings>): RuleProblem[] {
  const vpn = environment.at("network").at("vpn");
  const sites = vpn.at("sites");
  const ends = vpnEnds(environment);
  const taken = [environment.at("network").at("vpc").at("cidr"), ...ends];
  const remedy = "Choose a block apart from the VPC's and from every other end of the VPN.";
  const problems = ends.flatMap((end, index) =>
    taken.slice(0, index + 1).flatMap((other) => {
      if (end.value === undefined || other.value === undefined || !cidrsOverlap(end.value, other.value)) return [];
      return [end.problem(`overlaps ${formatPath(other.path)} (${other.value})`, remedy)];
    }),
  );
  if (vpn.value !== undefined && vpn.value.clients === undefined && vpn.value.sites.length === 0) {
    const choices = "Name clients (administrators' laptops), sites, or leave vpn out.";
    problems.push(vpn.problem("has neither clients nor sites", choices));
  }
  const named = sites.entries();
  return [
    ...problems,
    ...unique(
      named.map((site) => site.at("name")),
      "Give each site a name of its own.",
    ),
    ...unique(
      named.map((site) => site.at("gatewayIp")),
      "Give each site a gateway of its own.",
    ),
  ];
}
