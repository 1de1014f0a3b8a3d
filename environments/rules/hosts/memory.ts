import type { PlatformSettings } from "../../schema/environment";
import { mebibytes } from "../../schema/services/amounts";
import type { Service } from "../../schema/services/service";
import { type Services, schemaOwner } from "../../schema/services/services";
import type { RuleProblem } from "../knob/knob";
import { instanceMemoryMiB } from "./instance-memory";

/** What the system itself takes, in MiB: kernel, Docker, nginx, systemd, the agents of Alibaba Cloud, logins. */
const SYSTEM_MIB = 400;

/** The most memory that each container of a host may take, by the container's name, in MiB. */
export type MemoryLimits = Readonly<Record<string, number>>;

/** The limits of the containers that hosts have beside the platform's services, by the kind of host. */
export type OtherContainers = Readonly<Partial<Record<HostKind, MemoryLimits>>>;

type HostKind = keyof PlatformSettings["compute"]["hosts"];

const KINDS: readonly HostKind[] = ["app", "worker", "search"];

/**
 * Checks that the containers of each kind of host fit into the memory of all of its instance types at once.
 *
 * @param services the services with the environment's own sizes
 * @param others the containers beside them
 */
export function hostMemoryRules(
  settings: PlatformSettings,
  services: Services,
  others: OtherContainers,
): RuleProblem[] {
  return KINDS.flatMap((kind) => {
    const limits = hostMemory(kind, services, others);
    return settings.compute.hosts[kind].instanceTypes.flatMap((type, index) =>
      typeProblems(["compute", "hosts", kind, "instanceTypes", index], type, limits),
    );
  });
}

/** The most memory that everything on a kind of host may take together, part by part, in MiB. */
export function hostMemory(kind: HostKind, services: Services, others: OtherContainers): MemoryLimits {
  return { system: SYSTEM_MIB, ...others[kind], ...serviceLimits(kind, services) };
}

function typeProblems(path: RuleProblem["path"], type: string, limits: MemoryLimits): RuleProblem[] {
  const memory = instanceMemoryMiB(type);
  if (memory === undefined) {
    const remedy =
      "Write a type of the families c, g or r, such as ecs.c6.large, or teach environments/rules/hosts/instance-memory.ts the family.";
    return [{ path, message: "is a type whose memory is not known here", remedy }];
  }
  const needed = Object.values(limits).reduce((sum, each) => sum + each, 0);
  if (needed <= memory) return [];
  const parts = Object.entries(limits).map(([name, limit]) => `${name} ${limit}`);
  const message = `has ${memory} MiB, and the host may take ${needed}: ${parts.join(", ")}`;
  return [{ path, message, remedy: "Choose types with more memory, or lower the memory limits of services." }];
}

function serviceLimits(kind: HostKind, services: Services): MemoryLimits {
  const limit = ({ resources }: Service) => mebibytes(resources.memory.limit);
  const ofKind = (wanted: Service["kind"]) => Object.entries(services).filter(([, { kind: is }]) => is === wanted);
  const each = (wanted: Service["kind"]) =>
    Object.fromEntries(ofKind(wanted).map(([name, service]) => [name, limit(service)]));
  const largest = (wanted: Service["kind"]) => Math.max(0, ...ofKind(wanted).map(([, service]) => limit(service)));
  switch (kind) {
    case "app":
      // A release starts the other colour of one service at a time.
      return { ...each("service"), "the largest service a second time": largest("service") };
    case "worker":
      return {
        ...each("worker"),
        // Jobs wait for one another.
        "the largest job": largest("cron"),
        migration: mebibytes(schemaOwner(services).resources.memory.request),
      };
    default:
      return {};
  }
}
