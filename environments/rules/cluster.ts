import type { PlatformSettings } from "../schema/environment";
import { cidrContains, cidrsOverlap } from "../schema/kinds/cidr";
import type { Knob, RuleProblem } from "./knob/knob";
import { rangeRules } from "./knob/range";
import { unique } from "./knob/unique";
import { overlaps, vSwitchesOf } from "./network";

/** Checks the knobs of the cluster against one another, the network and the phase. */
export function clusterRules(environment: Knob<PlatformSettings>): RuleProblem[] {
  return [
    ...phaseRules(environment),
    ...podRules(environment),
    ...serviceCidrRules(environment),
    ...volumeRules(environment),
    ...poolRules(environment),
    ...permissionRules(environment),
  ];
}

function phaseRules(environment: Knob<PlatformSettings>): RuleProblem[] {
  const phase = environment.at("phase").value;
  const cluster = environment.at("cluster");
  if (phase === undefined || phase === "hosts" || !cluster.isAbsent) return [];
  const remedy = 'Describe the cluster, or choose the phase "hosts".';
  return [cluster.problem(`is missing, and the phase is ${phase}`, remedy)];
}

function podRules(environment: Knob<PlatformSettings>): RuleProblem[] {
  const { public: outer, private: inner } = vSwitchesOf(environment);
  const vpc = environment.at("network").at("vpc").at("cidr").value;
  const zones = inner.flatMap(({ value }) => (value === undefined ? [] : [value.zone]));
  const pods = environment.at("cluster").at("podVSwitches").entries();
  const problems = pods.flatMap((pod, index) => {
    const found: RuleProblem[] = [];
    const [zone, cidr] = [pod.at("zone"), pod.at("cidr")];
    if (zone.value !== undefined && zones.length > 0 && !zones.includes(zone.value)) {
      const message = "is not a zone of the private vSwitches, where the nodes are";
      found.push(zone.problem(message, `Choose one of ${zones.join(", ")}.`));
    }
    const remedy = "Choose a block of the VPC's that no other vSwitch has.";
    if (cidr.value !== undefined && vpc !== undefined && !cidrContains(vpc, cidr.value)) {
      found.push(cidr.problem(`is not inside the VPC (${vpc})`, remedy));
    }
    return [...found, ...overlaps(cidr, [...outer, ...inner, ...pods.slice(0, index)], remedy)];
  });
  const zonesOfPods = pods.map((pod) => pod.at("zone"));
  return [...problems, ...unique(zonesOfPods, "Give each zone one vSwitch for pods.")];
}

function serviceCidrRules(environment: Knob<PlatformSettings>): RuleProblem[] {
  const services = environment.at("cluster").at("serviceCidr");
  const vpc = environment.at("network").at("vpc").at("cidr").value;
  if (services.value === undefined || vpc === undefined || !cidrsOverlap(services.value, vpc)) return [];
  const remedy = "Choose a private block outside the VPC's, such as 172.21.0.0/20.";
  return [services.problem(`overlaps the VPC (${vpc})`, remedy)];
}

/** A volume is in one zone, and a pod that uses it can run nowhere else. */
function volumeRules(environment: Knob<PlatformSettings>): RuleProblem[] {
  const cluster = environment.at("cluster");
  const minimum = cluster.at("nodePools").at("system").at("minimum");
  const zones = cluster.at("podVSwitches").entries().length;
  if (minimum.value === undefined || minimum.value >= zones) return [];
  const message = `leaves one of the ${zones} zones without a node, and the volumes in it without their pods`;
  return [minimum.problem(message, `Write ${zones} or more.`)];
}

function poolRules(environment: Knob<PlatformSettings>): RuleProblem[] {
  const pools = environment.at("cluster").at("nodePools");
  return [...rangeRules(pools.at("system"), 0), ...rangeRules(pools.at("app"), 0)];
}

function permissionRules(environment: Knob<PlatformSettings>): RuleProblem[] {
  const permissions = environment.at("cluster").at("permissions").entries();
  const uids = permissions.map((permission) => permission.at("uid"));
  return unique(uids, "Give each RAM user or role one entry.");
}
