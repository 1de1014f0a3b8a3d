import { chmodSync, copyFileSync, cpSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { stringify } from "yaml";
import { PROJECT_ROOT } from "../project-root";
import { applicationFolder } from "./stand-ins";

/** The folder of each application in its repository, the image of the stand-in, and the folder of its Dockerfile. */
const LAYOUT = [
  { folder: "web", image: "web", dockerfile: "web" },
  { folder: "services/content-service", image: "content-api", dockerfile: "fastapi" },
  { folder: "services/search-service", image: "search-api", dockerfile: "fastapi" },
  { folder: "services/automation-service", image: "automation", dockerfile: "automation" },
] as const;

/** A service's port inside its container. */
export type Ports = Readonly<Record<string, readonly number[]>>;

/**
 * Makes a folder that is laid out as the application's repository is, with small applications.
 *
 * @returns its path
 */
export function developmentFolder(): string {
  const root = mkdtempSync(path.join(tmpdir(), "development-"));
  // The root of containers is another user, and reads the scripts of the database.
  chmodSync(root, 0o755);
  cpSync(path.join(PROJECT_ROOT, "containers"), path.join(root, "containers"), { recursive: true });
  for (const { folder, image, dockerfile } of LAYOUT) {
    cpSync(applicationFolder(image), path.join(root, folder), { recursive: true });
    // The classic builder, which Debian has, reads the list in the context only. BuildKit reads it beside the Dockerfile.
    const ignored = path.join(root, "containers", dockerfile, "Dockerfile.dockerignore");
    copyFileSync(ignored, path.join(root, folder, ".dockerignore"));
  }
  return root;
}

/**
 * Writes a compose file that publishes ports of services at free ports of this machine, because the usual ones may be taken.
 *
 * @returns its path
 */
export function freePorts(root: string, ports: Ports): string {
  const services = Object.entries(ports).map(([name, list]) => [
    name,
    { ports: list.map((port) => `127.0.0.1::${port}`) },
  ]);
  const text = stringify({ services: Object.fromEntries(services) }).replaceAll("ports:", "ports: !override");
  const file = path.join(root, "containers", "free-ports.yaml");
  writeFileSync(file, text);
  return file;
}
