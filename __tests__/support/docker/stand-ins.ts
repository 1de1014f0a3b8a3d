import { copyFileSync, cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { PROJECT_ROOT } from "../project-root";
import { type Build, builtImage } from "./image";

const SERVICES = path.join(__dirname, "services");
const CONTAINERS = path.join(PROJECT_ROOT, "containers");

/**
 * Images of the platform's services, built by the project's own Dockerfiles from small applications that do what
 * infrastructure sees of the real ones: the application's folder, and the Dockerfile's.
 */
const APPLICATIONS = {
  web: { folder: "web", dockerfile: "web" },
  "content-api": { folder: "api", dockerfile: "fastapi" },
  "search-api": { folder: "api", dockerfile: "fastapi" },
  automation: { folder: "automation", dockerfile: "automation" },
} as const;

/** Images of the public registry that no machine of ours can pull, by the names there, and the folder of each. */
const PUBLIC_IMAGES = {
  "pgvector/pgvector:0.8.1-pg16": "postgres",
  "valkey/valkey:7.2.11-bookworm": "valkey",
  "getmeili/meilisearch:v1.6.2": "meilisearch",
  "versity/versitygw:v1.8.0": "objects",
} as const;

export type ApplicationImage = keyof typeof APPLICATIONS;
export type PublicImage = keyof typeof PUBLIC_IMAGES;

/** The folder of an application: what is in its image, and what a compose file can build. */
export function applicationFolder(image: ApplicationImage): string {
  return path.join(SERVICES, APPLICATIONS[image].folder);
}

/** Builds the image of an application, `<image>:<tag>`, unless the engine has it. @returns its name */
export async function applicationImage(image: ApplicationImage, tag = "tests", build: Build = {}): Promise<string> {
  const dockerfile = path.join(CONTAINERS, APPLICATIONS[image].dockerfile, "Dockerfile");
  return builtImage(`${image}:${tag}`, applicationFolder(image), { dockerfile, ...build });
}

/** Makes images of databases and the like, all of them by default, unless the engine has them. @returns their names */
export async function publicImages(...images: PublicImage[]): Promise<string[]> {
  const asked = images.length > 0 ? images : (Object.keys(PUBLIC_IMAGES) as PublicImage[]);
  return Promise.all(asked.map(publicImage));
}

async function publicImage(image: PublicImage): Promise<string> {
  const context = mkdtempSync(path.join(tmpdir(), "image-"));
  try {
    cpSync(path.join(SERVICES, PUBLIC_IMAGES[image]), context, { recursive: true });
    if (PUBLIC_IMAGES[image] === "objects") {
      copyFileSync(process.env.DOCKER_TESTS_S3_SERVER ?? "", path.join(context, "versitygw"));
    }
    return await builtImage(image, context);
  } finally {
    rmSync(context, { recursive: true });
  }
}
