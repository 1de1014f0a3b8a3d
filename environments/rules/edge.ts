import { CHINA_CDN_LABELS } from "../schema/edge/china-cdn";
import type { Edge } from "../schema/edge/edge";
import type { PlatformSettings } from "../schema/environment";
import type { Knob, RuleProblem } from "./knob/knob";
import { unique } from "./knob/unique";

/** The shortest time of HTTPS only for which browsers preload a site. */
const YEAR_SECONDS = 31_536_000;

/** Checks the knobs of the edge against one another and the rest of the environment. */
export function edgeRules(environment: Knob<PlatformSettings>): RuleProblem[] {
  const edge = environment.at("edge");
  return [
    ...zoneRules(environment),
    ...originRules(environment),
    ...hstsRules(edge),
    ...nameRules(edge),
    ...verificationRules(edge),
  ];
}

/** Only the environment under the domain itself has zone-wide records, such as mail's, and hosts of the China CDNs. */
function zoneRules(environment: Knob<PlatformSettings>): RuleProblem[] {
  const subdomain = environment.at("subdomain").value;
  const ownsZone = environment.at("edge").at("ownsZone");
  const chinaCdn = environment.at("edge").at("chinaCdn").at("enabled");
  if (ownsZone.value === false && chinaCdn.value) {
    const message = "is true where the zone is not owned: the hosts of the China CDNs would be another environment's";
    return [chinaCdn.problem(message, "Leave it out, or set edge.ownsZone.")];
  }
  if (ownsZone.value !== true || subdomain === undefined) return [];
  const message = `is true, and the environment is served under ${subdomain}, not under the domain itself`;
  return [ownsZone.problem(message, "Write false, or leave subdomain out.")];
}

function originRules(environment: Knob<PlatformSettings>): RuleProblem[] {
  const edge = environment.at("edge");
  const originHost = edge.at("originHost");
  if (environment.at("compute").at("enabled").value !== false || edge.isAbsent || !originHost.isAbsent) return [];
  const message = "is missing, and the environment has no load balancer of its own";
  return [originHost.problem(message, "Write a load balancer's host name, or leave edge out.")];
}

function hstsRules(edge: Knob<Edge | undefined>): RuleProblem[] {
  const hsts = edge.at("hsts");
  if (!hsts.value?.preload || (hsts.value.includeSubdomains && hsts.value.maxAgeSeconds >= YEAR_SECONDS)) return [];
  const message = "asks for what browsers only do with includeSubdomains and a year at least";
  return [hsts.at("preload").problem(message, "Write false, or change the two others.")];
}

function nameRules(edge: Knob<Edge | undefined>): RuleProblem[] {
  const rateLimits = edge.at("rateLimits").entries();
  const firewallRules = edge.at("firewallRules").entries();
  const hosts = edge.at("mail").at("exchangers").entries();
  const cdn = edge.at("chinaCdn");
  const labels = CHINA_CDN_LABELS.map((label) => cdn.at(label));
  const remedy = "Give each rule a name of its own.";
  return [
    ...unique(
      rateLimits.map((rule) => rule.at("name")),
      remedy,
    ),
    ...unique(
      firewallRules.map((rule) => rule.at("name")),
      remedy,
    ),
    ...unique(
      hosts.map((exchanger) => exchanger.at("host")),
      "Name each server once.",
    ),
    ...unique(labels, "Give each host a label of its own."),
    ...labels
      .filter(({ value }) => value === "www")
      .map((label) => label.problem("is the second name of the domain itself", "Give the host a label of its own.")),
  ];
}

function verificationRules(edge: Knob<Edge | undefined>): RuleProblem[] {
  const records = edge.at("verification").entries();
  const names = new Set(records.map((record) => record.at("name").value));
  return [...names].flatMap((name) => {
    const values = records.filter((record) => record.at("name").value === name).map((record) => record.at("value"));
    return unique(values, "Write each record once.");
  });
}
