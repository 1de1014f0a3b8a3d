import type { PlatformEnvironment } from "../schema/environment";
import type { Knob, RuleProblem } from "./knob";
import { unique } from "./unique";

/** What holds between the services behind the load balancer. */
export function serviceRules(environment: Knob<PlatformEnvironment>): RuleProblem[] {
  const services = environment.at("services").entries();
  const names = services.map((service) => service.at("name"));
  const ports = services.map((service) => service.at("port"));
  const paths = services.flatMap((service) => service.at("paths").entries());
  return [
    ...unique(names, "Give each service a name of its own."),
    ...unique(ports, "Give each service a port of its own."),
    ...unique(paths, "Remove one of the two: a path leads to one service."),
    ...defaultServiceRules(environment),
  ];
}

function defaultServiceRules(environment: Knob<PlatformEnvironment>): RuleProblem[] {
  const services = environment.at("services");
  if (services.value === undefined) return [];
  const count = services.value.filter(({ paths }) => paths.length === 0).length;
  if (count === 1) return [];
  const remedy = "Leave the paths of exactly one service empty: it gets every request that no path of another fits.";
  return [services.problem(`has ${count} services without paths`, remedy)];
}
