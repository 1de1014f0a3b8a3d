import type { NamespaceProps } from "../../../constructs/kubernetes/namespace";
import { parseQuantity } from "../../../constructs/kubernetes/pod/quantity";
import type { Service } from "../../../environments/schema/services/service";
import type { Services } from "../../../environments/schema/services/services";

/** The quota as a multiple of what the services need at most. It has room for a job by hand, but not for a mistake. */
const HEADROOM = 1.5;
/** The share of the maximum number of pods that a rollout starts before it stops old ones. */
const SURGE = 0.25;

/** The resources of a container that asks for none, and the most that a container may have. */
const CONTAINERS: NamespaceProps["containers"] = {
  request: { cpu: "50m", memory: "64Mi", "ephemeral-storage": "64Mi" },
  limit: { cpu: "250m", memory: "256Mi", "ephemeral-storage": "256Mi" },
  largest: { cpu: "2", memory: "4Gi", "ephemeral-storage": "4Gi" },
};

/**
 * Limits of the services' namespace. The quota is enough for every service at its maximum, in the middle of a rollout,
 * with every job running, and half as much again. It allows no public service and no volume, because services need
 * neither.
 */
export function namespaceLimits(services: Services): Pick<NamespaceProps, "quota" | "containers"> {
  const all = Object.values(services);
  const total = (amount: (service: Service) => string) =>
    HEADROOM * all.reduce((sum, service) => sum + podCount(service) * (parseQuantity(amount(service)) ?? 0), 0);
  const cpus = (key: "request" | "limit") => String(Math.ceil(total(({ resources }) => resources.cpu[key])));
  const gibibytes = (what: "memory" | "ephemeralStorage", key: "request" | "limit") =>
    `${Math.ceil(total(({ resources }) => resources[what][key]) / 2 ** 30)}Gi`;
  return {
    quota: {
      pods: String(Math.ceil(HEADROOM * all.reduce((sum, service) => sum + podCount(service) + jobCount(service), 0))),
      "requests.cpu": cpus("request"),
      "requests.memory": gibibytes("memory", "request"),
      "requests.ephemeral-storage": gibibytes("ephemeralStorage", "request"),
      "limits.cpu": cpus("limit"),
      "limits.memory": gibibytes("memory", "limit"),
      "limits.ephemeral-storage": gibibytes("ephemeralStorage", "limit"),
      "services.loadbalancers": "0",
      "services.nodeports": "0",
      persistentvolumeclaims: "0",
    },
    containers: CONTAINERS,
  };
}

/** The largest number of pods that a service has at a time. */
function podCount(service: Service): number {
  if (service.kind === "cron" || service.scaling === "exactly-one") return 1;
  return Math.ceil(service.scaling.maximum * (1 + SURGE));
}

/** The number of jobs that a service has: its migration, and those that change its scaling by the clock. */
function jobCount(service: Service): number {
  if (service.kind !== "service") return 0;
  return service.scalingSchedule.length + (service.migration === undefined ? 0 : 1);
}
