import type { Service, ServiceOverrides, Services } from "../schema/service";

const KINDS: readonly Service["kind"][] = ["service", "worker", "cron"];

/** Services in the order in which everything lists them: services, workers, jobs; the default service first; by name. */
export function inOrder(services: Services): Services {
  const key = (name: string, entry: Service) => {
    const isDefault = entry.kind === "service" && entry.paths.length === 0;
    return `${KINDS.indexOf(entry.kind)} ${isDefault ? 0 : 1} ${name}`;
  };
  const entries = Object.entries(services).map(([name, entry]) => ({ name, entry, key: key(name, entry) }));
  entries.sort((one, other) => (one.key < other.key ? -1 : 1));
  return Object.fromEntries(entries.map(({ name, entry }) => [name, entry]));
}

/** The services of an environment: the project's, with the sizes and times that the environment has of its own. */
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
