import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { REPOSITORY } from "../conventions/paths";
import { RELEASES, WORKLOAD_RELEASES } from "./releases";

/** Absolute paths of a release's files of values: the base, then the environment's overlay if there is one. */
export function valuesFiles(release: string, environmentName: string): string[] {
  const folder = path.resolve(REPOSITORY.helmValues, release);
  const overlay = path.join(folder, `${environmentName}.yaml`);
  return [path.join(folder, "values.yaml"), ...(existsSync(overlay) ? [overlay] : [])];
}

/**
 * Finds folders of values that are neither a release's nor its chart. Without this check, nobody would notice a
 * misspelt folder that is never read.
 *
 * @returns what is wrong with each, with a remedy
 */
export function unknownValuesFolders(folder: string = REPOSITORY.helmValues): string[] {
  const releases = { ...RELEASES, ...WORKLOAD_RELEASES };
  const charts = Object.values(releases).flatMap(({ chart }) => ("folder" in chart ? [chart.folder] : []));
  const known = new Set([...Object.keys(releases), ...charts]);
  const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders
    .filter(({ name }) => !known.has(name))
    .map(
      ({ name }) =>
        `${folder}/${name}: is not a release; name it after one of ${Object.keys(releases).join(", ")}, or add it to stacks/in-cluster/releases.ts`,
    );
}
