import type { PlatformEnvironment } from "../schema/environment";
import { entries, type RuleProblem, unique, type Valid } from "./placed";

type Edge = NonNullable<PlatformEnvironment["edge"]>;

/** What holds between the knobs of the edge. */
export function edgeRules(valid: Valid): RuleProblem[] {
  if (valid<Edge>(["edge", "plan"]) === undefined) return [];
  return [
    ...ownerRules(valid),
    ...originRules(valid),
    ...hstsRules(valid),
    ...nameRules(valid),
    ...chinaCdnRules(valid),
  ];
}

/** Zone-wide records, such as those of mail, are the domain's own; so are the hosts of the China CDNs. */
function ownerRules(valid: Valid): RuleProblem[] {
  const subdomain = valid<string>(["subdomain"]);
  const owns = valid<boolean>(["edge", "ownsZone"]);
  if (owns === false && valid<string>(["edge", "chinaCdn", "icpNumber"]) !== undefined) {
    const message = "is set where the zone is not owned: the hosts of the China CDNs would be another environment's";
    const remedy = "Leave it out, or set edge.ownsZone.";
    return [{ path: ["edge", "chinaCdn", "icpNumber"], message, remedy }];
  }
  if (owns !== true || subdomain === undefined) return [];
  const message = `is true, and the environment is served under ${subdomain}, not under the domain itself`;
  return [{ path: ["edge", "ownsZone"], message, remedy: "Write false, or leave subdomain out." }];
}

function originRules(valid: Valid): RuleProblem[] {
  if (valid<boolean>(["compute", "enabled"]) !== false || valid<string>(["edge", "originHost"])) return [];
  const message = "is missing, and the environment has no load balancer of its own";
  return [{ path: ["edge", "originHost"], message, remedy: "Write a load balancer's host name, or leave edge out." }];
}

function hstsRules(valid: Valid): RuleProblem[] {
  const hsts = valid<Edge["hsts"]>(["edge", "hsts"]);
  if (!hsts?.preload || (hsts.includeSubdomains && hsts.maxAgeSeconds >= 31_536_000)) return [];
  const message = "asks for what browsers only do with includeSubdomains and a year at least";
  return [{ path: ["edge", "hsts", "preload"], message, remedy: "Write false, or change the two others." }];
}

function nameRules(valid: Valid): RuleProblem[] {
  const names = (list: string) =>
    entries<{ name: string }>(valid, ["edge", list]).map(({ path, value }) => ({
      path: [...path, "name"],
      value: value.name,
    }));
  const labels = (["staticLabel", "imageLabel", "pagesLabel", "originLabel"] as const).flatMap((key) => {
    const path = ["edge", "chinaCdn", key];
    const value = valid<string>(path);
    return value === undefined ? [] : [{ path, value }];
  });
  return [
    ...unique(names("rateLimits"), "Give each rule a name of its own."),
    ...unique(names("firewallRules"), "Give each rule a name of its own."),
    ...unique(labels, "Give each host a label of its own."),
  ];
}

function chinaCdnRules(valid: Valid): RuleProblem[] {
  const cdn = valid<Edge["chinaCdn"]>(["edge", "chinaCdn"]);
  if (!cdn?.enabled) return [];
  return (["icpNumber", "targets"] as const)
    .filter((key) => cdn[key] === undefined)
    .map((key) => ({
      path: ["edge", "chinaCdn", key],
      message: "is missing, and the China CDNs cannot serve without it",
      remedy:
        key === "icpNumber"
          ? "Write the domain's ICP number, or enabled: false."
          : "Write the names that `npm run cdn -- apply` prints, or enabled: false.",
    }));
}
