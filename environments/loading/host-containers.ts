import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import type { MemoryLimits, OtherContainers } from "../rules/hosts/memory";
import { HOST_FOLDERS } from "../schema/host-folders";

/** The folder of a host that has a folder for each compose project. That of the platform's services is generated. */
const PROJECTS = "opt/ainav";

const UNITS: Readonly<Record<string, number>> = { k: 2 ** -10, m: 1, g: 2 ** 10 };

/**
 * Reads from hosts/ how much memory the containers may take that hosts have beside the platform's services.
 *
 * @param root the folder that has a folder for each kind of host
 * @throws when a container has no `mem_limit`
 */
export function otherContainers(root = "hosts"): OtherContainers {
  const limitsOf = (folders: readonly string[]) =>
    Object.assign({}, ...folders.flatMap((folder) => composeFiles(root, folder).map(memoryLimits)));
  return Object.fromEntries(Object.entries(HOST_FOLDERS).map(([kind, folders]) => [kind, limitsOf(folders)]));
}

function composeFiles(root: string, folder: string): string[] {
  const projects = path.resolve(root, folder, PROJECTS);
  if (!existsSync(projects)) return [];
  const files = readdirSync(projects).map((project) => path.join(projects, project, "compose.yaml"));
  return files.filter((file) => existsSync(file)).sort();
}

function memoryLimits(file: string): MemoryLimits {
  const { services } = parse(readFileSync(file, "utf8")) as { services: Record<string, { mem_limit?: string }> };
  return Object.fromEntries(
    Object.entries(services).map(([name, { mem_limit: limit = "" }]) => {
      const [, digits, unit = ""] = /^(\d+)([kmg])$/.exec(limit) ?? [];
      if (digits === undefined)
        throw new Error(`${file}: services.${name}.mem_limit: "${limit}" is no limit; write one such as 128m`);
      return [name, Number(digits) * (UNITS[unit] as number)];
    }),
  );
}
