import { selectEnvironments } from "../../../environments/loading/selection";
import { InvalidEnvironment } from "../../../environments/rules/problem";
import type { ChinaCdn } from "../../../environments/schema/edge/china-cdn";
import type { Owner } from "../../../environments/schema/owner";

/** What an environment says of its China CDNs, and of whom they serve: the desired state is made from it. */
export interface CdnData {
  /** The ICP number is there: no CDN serves a host inside the mainland without it. */
  readonly owner: Owner & { readonly icpNumber: string };
  readonly environmentName: string;
  readonly region: string;
  readonly chinaCdn: ChinaCdn;
}

/**
 * Reads an environment and checks that it has what the CDNs need.
 *
 * @param name the environment's name; without one, the environment that owns the zone
 * @throws {InvalidEnvironment} when there is no such environment, it has no edge, or no ICP number
 */
export function loadCdnData(name: string | undefined, root: string, variables: NodeJS.ProcessEnv): CdnData {
  const { environments, owner } = selectEnvironments({ names: name ? [name] : undefined }, root, variables);
  const platform = environments.filter((environment) => environment.kind === "platform");
  const wanted = name ? platform[0] : platform.find(({ edge }) => edge?.ownsZone);
  if (wanted === undefined) {
    const message = name
      ? "is not an environment that runs the platform"
      : "is missing, and no environment owns the zone";
    const remedy = `Name one of ${platformNames(root, variables)}.`;
    throw new InvalidEnvironment([{ source: "ENVIRONMENT", path: "", value: name, message, remedy }]);
  }
  const { chinaCdn } = wanted.edge ?? {};
  if (chinaCdn === undefined) {
    const remedy = "Write edge: { … }, or name an environment that has one.";
    throw missing(`environments/${wanted.name}.ts`, "edge", remedy);
  }
  const { icpNumber } = owner;
  if (icpNumber === undefined) {
    const remedy = "Write the domain's ICP number, such as 粤ICP备2026000001号.";
    throw missing("environments/owner.ts", "icpNumber", remedy);
  }
  return { owner: { ...owner, icpNumber }, environmentName: wanted.name, region: wanted.region, chinaCdn };
}

function missing(source: string, path: string, remedy: string): InvalidEnvironment {
  const message = "is missing, and the China CDNs serve nothing without it";
  return new InvalidEnvironment([{ source, path, value: undefined, message, remedy }]);
}

function platformNames(root: string, variables: NodeJS.ProcessEnv): string {
  const { environments } = selectEnvironments({}, root, variables);
  return environments.flatMap(({ kind, name }) => (kind === "platform" ? [name] : [])).join(", ");
}
