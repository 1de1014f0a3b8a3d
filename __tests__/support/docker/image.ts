import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { docker } from "./docker";

const LABEL = "ainav.source";
const BASE_IMAGES = ["debian:bookworm-slim", "node:24-bookworm-slim", "python:3.12-slim-bookworm"];

export interface Build {
  /** Path of the Dockerfile. By default `Dockerfile` in the context. */
  readonly dockerfile?: string;
  /** Values of the Dockerfile's `ARG`s. */
  readonly arguments?: Readonly<Record<string, string>>;
}

/**
 * Builds an image, unless the engine has it already from the same files. Builds of one image wait for one another, so
 * that tests in several workers build it once.
 *
 * @returns the image's name
 */
export async function builtImage(name: string, context: string, build: Build = {}): Promise<string> {
  const dockerfile = build.dockerfile ?? path.join(context, "Dockerfile");
  const bases = await docker(["image", "inspect", "--format", "{{.Id}}", ...BASE_IMAGES]);
  const source = checksum(bases, [dockerfile, ...files(context)], context, build.arguments);
  if ((await sourceOf(name)) === source) return name;
  const values = Object.entries(build.arguments ?? {}).flatMap(([key, value]) => ["--build-arg", `${key}=${value}`]);
  const lock = path.join(
    tmpdir(),
    `image-${process.env.DOCKER_TESTS_SLOT}-${name.replaceAll(/[^a-z0-9.-]/g, "-")}.lock`,
  );
  const command = ["build", "--file", dockerfile, "--label", `${LABEL}=${source}`, "--tag", name, ...values, context];
  await docker(command, { lock });
  return name;
}

async function sourceOf(image: string): Promise<string | undefined> {
  const format = `{{index .Config.Labels "${LABEL}"}}`;
  return docker(["image", "inspect", "--format", format, image]).catch(() => undefined);
}

function files(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((file) => path.join(folder, file))
    .filter((file) => statSync(file).isFile())
    .sort();
}

/** A checksum of the base images, of the files' names, modes and contents, and of the values. */
function checksum(bases: string, names: readonly string[], folder: string, values: Build["arguments"]): string {
  const hash = createHash("sha256").update(JSON.stringify([bases, values ?? {}]));
  for (const name of names) {
    hash.update(`${path.relative(folder, name)}\0${statSync(name).mode & 0o111}\0`).update(readFileSync(name));
  }
  return hash.digest("hex");
}
