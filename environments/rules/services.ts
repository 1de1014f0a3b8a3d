import type { ServiceOverrides } from "../schema/services/overrides";
import type { Service } from "../schema/services/service";
import { type Services, webServices } from "../schema/services/services";
import { hostPortRules } from "./hosts/ports";
import type { RuleProblem } from "./knob/knob";
import type { ServiceProblem } from "./service-problem";

/** Checks the services of the platform against one another. */
export function serviceRules(services: Services): ServiceProblem[] {
  const web = webServices(services);
  const paths = web.flatMap(({ name, paths: own }) =>
    own.map((value, index) => ({ service: name, path: ["paths", index], value })),
  );
  return [
    ...hostPortRules(services),
    ...twins(paths, "Remove one of the two: a path leads to one service."),
    ...defaultServiceRules(services),
    ...schemaOwnerRules(services),
    ...metricsRules(services),
    ...Object.entries(services).flatMap(([name, entry]) => [
      ...callRules(name, entry, services),
      ...sizeRules(name, entry),
      ...folderRules(name, entry),
    ]),
  ];
}

interface Value {
  readonly service: string;
  readonly path: readonly PropertyKey[];
  readonly value: string | number;
}

/** Returns a problem for each value that repeats an earlier one. */
function twins(values: readonly Value[], remedy: string): ServiceProblem[] {
  return values.flatMap(({ service, path, value }, index) => {
    const twin = values.slice(0, index).find((other) => other.value === value);
    return twin === undefined ? [] : [{ service, path, message: `is what ${twin.service} has too`, remedy }];
  });
}

/** A pod mounts one volume at a path. */
function folderRules(name: string, { writableFolders = [] }: Service): ServiceProblem[] {
  return writableFolders.flatMap(({ path }, index) => {
    const twin = writableFolders.findIndex((folder) => folder.path === path);
    if (twin === index) return [];
    const message = `is the same as writableFolders[${twin}].path`;
    return [{ service: name, path: ["writableFolders", index, "path"], message, remedy: "Remove one of the two." }];
  });
}

function defaultServiceRules(services: Services): ServiceProblem[] {
  const [first, ...others] = webServices(services).filter(({ paths }) => paths.length === 0);
  const remedy = "Leave the paths of exactly one service empty: it gets every request that no path of another fits.";
  const [any] = webServices(services);
  if (first === undefined && any !== undefined) {
    return [{ service: any.name, path: ["paths"], message: "is set, as those of every other service", remedy }];
  }
  return others.map(({ name }) => ({
    service: name,
    path: ["paths"],
    message: `is empty, as that of ${first?.name}`,
    remedy,
  }));
}

function schemaOwnerRules(services: Services): ServiceProblem[] {
  const [first, ...others] = webServices(services).filter(({ migration }) => migration !== undefined);
  const path = ["migration"];
  const remedy = "Write it in the file of the one service that owns the database's schema.";
  const [any] = webServices(services);
  if (first === undefined && any !== undefined) {
    return [{ service: any.name, path, message: "is missing, here and in every other service", remedy }];
  }
  return others.map(({ name }) => ({ service: name, path, message: `is set in ${first?.name} too`, remedy }));
}

/** A job of Prometheus scrapes the same path of all of its services. */
function metricsRules(services: Services): ServiceProblem[] {
  const web = webServices(services);
  return web.flatMap(({ name, metrics: { job, path } }, index) => {
    const other = web.slice(0, index).find(({ metrics }) => metrics.job === job && metrics.path !== path);
    if (other === undefined) return [];
    const message = `is not that of ${other.name} (${other.metrics.path}), which is in the same job`;
    return [{ service: name, path: ["metrics", "path"], message, remedy: `Write ${other.metrics.path}.` }];
  });
}

function callRules(name: string, { calls, kind }: Service, services: Services): ServiceProblem[] {
  if (kind !== "service" && calls.length > 0) {
    const message = `is set for a ${kind}, which finds no other service on hosts: they answer on app hosts only`;
    return [{ service: name, path: ["calls"], message, remedy: "Leave it out, and let the two meet in the database." }];
  }
  const known = webServices(services).map((each) => each.name);
  return calls.flatMap((called, index) =>
    known.includes(called)
      ? []
      : [
          {
            service: name,
            path: ["calls", index],
            message: "is not a service that answers requests",
            remedy: `Name one of ${known.join(", ")}, or add environments/services/${called}.ts.`,
          },
        ],
  );
}

/** Checks the sizes of a service, as its file has them or as an environment has changed them. */
export function sizeRules(name: string, entry: Service): ServiceProblem[] {
  const sizes: { readonly path: readonly PropertyKey[]; readonly minimum: number; readonly maximum: number }[] = [];
  if (entry.kind !== "cron" && entry.scaling !== "exactly-one") sizes.push({ path: ["scaling"], ...entry.scaling });
  const scheduled = entry.kind === "service" ? entry.scalingSchedule : [];
  scheduled.forEach((size, index) => {
    sizes.push({ path: ["scalingSchedule", index], ...size });
  });
  const ranges = sizes
    .filter(({ minimum, maximum }) => minimum > maximum)
    .map(({ path, maximum }) => ({
      service: name,
      path: [...path, "minimum"],
      message: `is more than the maximum (${maximum})`,
      remedy: `Write a whole number from 1 to ${maximum}, or raise the maximum.`,
    }));
  const entries = (key: "name" | "at") =>
    scheduled.map((size, index) => ({ service: name, path: ["scalingSchedule", index, key], value: size[key] }));
  return [
    ...ranges,
    ...twins(entries("name"), "Give each entry a name of its own."),
    ...twins(entries("at"), "Choose another time: only one entry can take effect at a time."),
  ];
}

/** Checks the service that the app hosts follow, in an environment whose services are `services`. */
export function followedServiceRules(follows: string | undefined, services: Services): RuleProblem[] {
  const scheduled = webServices(services).filter(({ scalingSchedule }) => scalingSchedule.length > 0);
  const names = scheduled.map(({ name }) => name);
  if (follows === undefined || names.includes(follows)) return [];
  const path = ["compute", "hosts", "app", "schedule", "follows"];
  const message = "is not a service that has a scalingSchedule here";
  const remedy =
    names.length > 0 ? `Write one of ${names.join(", ")}, or leave the schedule out.` : "Leave the schedule out.";
  return [{ path, message, remedy }];
}

/** The knobs of a kind of service that an environment may override. */
const OVERRIDABLE: Readonly<Record<Service["kind"], readonly (keyof ServiceOverrides)[]>> = {
  service: ["resources", "scaling", "scalingSchedule"],
  worker: ["resources", "scaling"],
  cron: ["resources", "schedule"],
};

/** Checks the sizes and times of services that an environment overrides. */
export function overrideRules(
  overrides: Readonly<Record<string, ServiceOverrides>>,
  services: Services,
): RuleProblem[] {
  return Object.entries(overrides).flatMap(([name, override]) => {
    const entry = services[name];
    if (entry === undefined) {
      const remedy = `Write one of ${Object.keys(services).join(", ")}, or add environments/services/${name}.ts.`;
      return [{ path: ["services", name], message: "is not a service", remedy }];
    }
    const isSingle = entry.kind === "worker" && entry.scaling === "exactly-one";
    const allowed = OVERRIDABLE[entry.kind].filter((key) => key !== "scaling" || !isSingle);
    const foreign = Object.keys(override).filter((key) => !allowed.includes(key as keyof ServiceOverrides));
    if (foreign.length === 0) return [];
    return foreign.map((key) => ({
      path: ["services", name, key],
      message: isSingle ? "is set for what exists exactly once" : `is set for a ${entry.kind}, which has none`,
      remedy: `Leave it out; ${name} has ${allowed.join(" and ")}.`,
    }));
  });
}
