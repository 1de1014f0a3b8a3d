import { hostMemoryRules } from "../rules/hosts/memory";
import { formatPath, type Problem } from "../rules/problem";
import { followedServiceRules, overrideRules, serviceRules, sizeRules } from "../rules/services";
import type { PlatformSettings } from "../schema/environment";
import { limitsInWords } from "../schema/knob/limits";
import type { ServiceOverrides } from "../schema/services/overrides";
import { type Service, service, serviceName } from "../schema/services/service";
import type { Services } from "../schema/services/services";
import { check, type Locate, toProblem } from "./check";
import { otherContainers } from "./host-containers";

const KINDS: readonly Service["kind"][] = ["service", "worker", "cron"];

/** The services that are valid, and the problems of the others. */
export interface CheckedServices {
  readonly value: Services;
  readonly problems: readonly Problem[];
}

/** Checks each service by itself, then the services against one another. */
export function checkServices(inputs: Readonly<Record<string, unknown>>): CheckedServices {
  const checks = Object.entries(inputs).map(([name, input]) => ({
    name,
    ...check(service, input, () => [], serviceSource(name)),
  }));
  const value = inOrder(
    Object.fromEntries(checks.flatMap(({ name, value: entry }) => (entry === undefined ? [] : [[name, entry]]))),
  );
  const problems = [...Object.keys(inputs).flatMap(nameProblems), ...checks.flatMap((result) => result.problems)];
  if (problems.length > 0) return { value, problems };
  const between = serviceRules(value).map(({ service: name, ...problem }) =>
    toProblem(problem, value[name], serviceSource(name)),
  );
  return { value, problems: between };
}

/** A service is called after its file. */
function nameProblems(name: string): Problem[] {
  const schema = serviceName();
  const { error } = schema.safeParse(name);
  if (error === undefined) return [];
  const message = error.issues[0]?.message ?? "is not valid";
  const remedy = `Call the file otherwise: its name, without .ts, is ${limitsInWords(schema)}.`;
  return [{ source: `environments/services/${name}.ts`, path: "", value: name, message, remedy }];
}

function serviceSource(name: string): Locate {
  return (path) => ({ source: `environments/services/${name}.ts`, path: formatPath(path) });
}

/** Returns the problems of an environment's own sizes and times of services. */
export function overrideProblems(settings: PlatformSettings, services: Services, locate: Locate): Problem[] {
  const changed = withOverrides(services, settings.services);
  const overridden = Object.entries(changed).filter(([name]) => settings.services[name] !== undefined);
  const sizes = overridden.flatMap(([name, entry]) =>
    sizeRules(name, entry).map(({ path, ...problem }) => ({ ...problem, path: ["services", name, ...path] })),
  );
  const { schedule } = settings.compute.hosts.app;
  const others = [
    ...overrideRules(settings.services, services),
    ...followedServiceRules(schedule?.follows, changed),
    ...hostMemoryRules(settings, changed, otherContainers()),
  ];
  return [
    ...others.map((problem) => toProblem(problem, settings, locate)),
    ...sizes.map((problem) => toProblem(problem, { services: changed }, locate)),
  ];
}

/** Sorts services as every list has them: services, workers, jobs; the default service first; then by name. */
function inOrder(services: Services): Services {
  const key = (name: string, entry: Service) => {
    const isDefault = entry.kind === "service" && entry.paths.length === 0;
    return `${KINDS.indexOf(entry.kind)} ${isDefault ? 0 : 1} ${name}`;
  };
  const entries = Object.entries(services).map(([name, entry]) => ({ name, entry, key: key(name, entry) }));
  entries.sort((one, other) => (one.key < other.key ? -1 : 1));
  return Object.fromEntries(entries.map(({ name, entry }) => [name, entry]));
}

/** Returns the services of an environment: the project's, with the sizes and times that the environment overrides. */
export function withOverrides(
  services: Services,
  overrides: Readonly<Record<string, ServiceOverrides | undefined>>,
): Services {
  return Object.fromEntries(
    Object.entries(services).map(([name, entry]) => [name, override(entry, overrides[name] ?? {})]),
  );
}

function override(entry: Service, { resources = {}, scaling, scalingSchedule, schedule }: ServiceOverrides): Service {
  const { cpu, memory, ephemeralStorage } = entry.resources;
  const sized = {
    resources: {
      cpu: { ...cpu, ...resources.cpu },
      memory: { ...memory, ...resources.memory },
      ephemeralStorage: { ...ephemeralStorage, ...resources.ephemeralStorage },
    },
  };
  switch (entry.kind) {
    case "service":
      return {
        ...entry,
        ...sized,
        scaling: { ...entry.scaling, ...scaling },
        scalingSchedule: scalingSchedule ?? entry.scalingSchedule,
      };
    case "worker":
      return {
        ...entry,
        ...sized,
        scaling: entry.scaling === "exactly-one" ? entry.scaling : { ...entry.scaling, ...scaling },
      };
    case "cron":
      return { ...entry, ...sized, schedule: schedule ?? entry.schedule };
  }
}
