import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { parseYaml } from "../../constructs/kubernetes/helm/helm-values";
import { nearest } from "../../environments/schema/knob/nearest";
import { NAMESPACES } from "../conventions/cluster-objects";
import { REPOSITORY } from "../conventions/paths";
import type { PlatformRelease } from "./releases";

const VALUES = path.join(REPOSITORY.helmValues, "namespaces", "values.yaml");

const values = z.object({ namespaces: z.record(z.string(), z.string()) });

/** The namespaces that the release `namespaces` makes by its values, and the one that every cluster has. */
export function madeNamespaces(): string[] {
  const { namespaces } = values.parse(parseYaml(readFileSync(path.resolve(VALUES), "utf8")));
  return [NAMESPACES.system, ...Object.keys(namespaces)];
}

/**
 * Finds releases in namespaces that nobody makes. Helm would find out in the middle of a deploy.
 *
 * @param made all namespaces that there are when the releases are installed
 * @returns what is wrong with each, with a remedy
 */
export function homelessReleases(
  releases: Readonly<Record<string, Pick<PlatformRelease, "namespace">>>,
  made: readonly string[],
): string[] {
  return Object.entries(releases)
    .filter(([, { namespace }]) => !made.includes(namespace))
    .map(([name, { namespace }]) => {
      const meant = nearest(namespace, made);
      const remedy = meant ? `did you mean "${meant}"? If not, add it to ${VALUES}` : `add it to ${VALUES}`;
      return `stacks/in-cluster/releases.ts: ${name}.namespace: "${namespace}" is a namespace that nobody makes; ${remedy}`;
    });
}
