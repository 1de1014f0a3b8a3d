import type { Service, WebService } from "./service";

/** The services of an environment by their names: those that answer requests, workers, jobs. */
export type Services = Readonly<Record<string, Service>>;

/** A service that answers requests, with its name. */
export type NamedWebService = WebService & { readonly name: string };

/** Returns the services that answer requests, in order. */
export function webServices(services: Services): NamedWebService[] {
  return Object.entries(services).flatMap(([name, entry]) => (entry.kind === "service" ? [{ ...entry, name }] : []));
}

/** Returns the service that gets all requests that match no other's paths. The rules of services require exactly one. */
export function defaultService(services: Services): NamedWebService {
  const [found] = webServices(services).filter(({ paths }) => paths.length === 0);
  if (found === undefined) throw new Error("services: none is without paths; leave the paths of one empty");
  return found;
}

/** Returns the service that owns the database's schema. The rules of services require exactly one. */
export function schemaOwner(services: Services): NamedWebService & { readonly migration: string[] } {
  for (const { migration, ...service } of webServices(services)) if (migration) return { ...service, migration };
  throw new Error("services: none has a migration; write one into the file of the service that owns the schema");
}
