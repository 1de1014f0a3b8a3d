import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import execa from "execa";

const CERTIFICATES = "/etc/ssl/certs/ca-certificates.crt";
const LABEL = "ainav.source";

/**
 * Images that Dockerfiles begin with, by the names that these have in the public registry: an image that is there is not
 * pulled. They are made of Debian's packages, because not every machine reaches a registry.
 *
 * They trust the authorities that this machine trusts, so that builds reach package registries as this machine does.
 */
const DOCKERFILES = {
  "debian:bookworm-slim": `
    FROM ainav-debian
    COPY ca-certificates.crt ${CERTIFICATES}
    ENV NODE_EXTRA_CA_CERTS=${CERTIFICATES} PIP_CERT=${CERTIFICATES} SSL_CERT_FILE=${CERTIFICATES} \\
      PIP_DEFAULT_TIMEOUT=120
    CMD ["bash"]
  `,
  "node:24-bookworm-slim": `
    FROM debian:bookworm-slim
    COPY node /usr/local
    RUN useradd --uid 1000 --create-home node
  `,
  // Debian's Python is 3.11. Requirements of the services hold for both.
  "python:3.12-slim-bookworm": `
    FROM debian:bookworm-slim
    RUN apt-get update && apt-get install -y --no-install-recommends python3 python3-dev python3-pip python3-venv && \\
      rm -rf /var/lib/apt/lists/* /usr/lib/python3*/EXTERNALLY-MANAGED && \\
      ln -s /usr/bin/python3 /usr/local/bin/python && ln -s /usr/bin/pip3 /usr/local/bin/pip
  `,
};

/**
 * Makes the base images that the engine does not have yet.
 *
 * @param {{ DEBIAN: string, NODE: string }} made what `.ci/docker` has made
 */
export async function makeBaseImages({ DEBIAN, NODE }) {
  const { mtimeMs, size } = statSync(DEBIAN);
  const certificates = existsSync(CERTIFICATES) ? readFileSync(CERTIFICATES) : Buffer.from("");
  const source = createHash("sha256")
    .update(JSON.stringify([DOCKERFILES, mtimeMs, size, path.basename(NODE)]))
    .update(certificates)
    .digest("hex");
  const missing = [];
  for (const image of Object.keys(DOCKERFILES)) if ((await sourceOf(image)) !== source) missing.push(image);
  if (missing.length === 0) return;
  await execa("docker", ["import", DEBIAN, "ainav-debian"]);
  for (const [image, dockerfile] of Object.entries(DOCKERFILES)) {
    const context = mkdtempSync(path.join(tmpdir(), "image-"));
    try {
      writeFileSync(path.join(context, "Dockerfile"), dockerfile);
      writeFileSync(path.join(context, "ca-certificates.crt"), certificates);
      if (dockerfile.includes("COPY node"))
        cpSync(NODE, path.join(context, "node"), { recursive: true, verbatimSymlinks: true });
      await execa("docker", ["build", "--label", `${LABEL}=${source}`, "--tag", image, context], { all: true });
    } finally {
      rmSync(context, { recursive: true });
    }
  }
}

/** @param {string} image */
async function sourceOf(image) {
  const format = `{{index .Config.Labels "${LABEL}"}}`;
  const { stdout } = await execa("docker", ["image", "inspect", "--format", format, image], { reject: false });
  return stdout;
}
