import type { PlatformEnvironment } from "../schema/environment";
import { entries, type RuleProblem, unique, type Valid } from "./placed";

type Service = PlatformEnvironment["services"][number];

/** What holds between the services behind the load balancer. */
export function serviceRules(valid: Valid): RuleProblem[] {
  const services = entries<Service>(valid, ["services"]);
  const of = <K extends "name" | "port">(key: K) =>
    services.map(({ path, value }) => ({ path: [...path, key], value: value[key] }));
  const paths = services.flatMap((service) => entries<string>(valid, [...service.path, "paths"]));
  return [
    ...unique(of("name"), "Give each service a name of its own."),
    ...unique(of("port"), "Give each service a port of its own."),
    ...unique(paths, "Remove one of the two: a path leads to one service."),
    ...defaultServiceRules(valid),
  ];
}

function defaultServiceRules(valid: Valid): RuleProblem[] {
  const services = valid<readonly Service[]>(["services"]);
  if (services === undefined) return [];
  const count = services.filter(({ paths }) => paths.length === 0).length;
  if (count === 1) return [];
  const message = `has ${count} services without paths`;
  const remedy = "Leave the paths of exactly one service empty: it gets every request that no path of another fits.";
  return [{ path: ["services"], message, remedy }];
}
