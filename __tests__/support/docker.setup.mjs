import bindings from "./bindings.setup.mjs";
import { builtProgram } from "./built-program.mjs";
import { makeBaseImages } from "./docker/base-images.mjs";
import { startEngine } from "./docker/engine/started-engine.mjs";

/**
 * Starts one Docker engine and one registry for all tests of the run. Every `docker` that a test starts works with that
 * engine, through the variables below.
 */
export default async () => {
  await bindings();
  const lines = (await builtProgram("docker")).split("\n").map((line) => line.split("="));
  const made = /** @type {Record<"COMPOSE" | "DEBIAN" | "HADOLINT" | "NODE" | "S3_SERVER", string>} */ (
    Object.fromEntries(lines)
  );
  const { socket, registry, slot, addresses } = await startEngine();
  Object.assign(process.env, {
    DOCKER_HOST: `unix://${socket}`,
    // Plugins of the client are here. The user's own configuration, and so every credential, stays out.
    DOCKER_CONFIG: made.COMPOSE,
    // Debian has no buildx, which the client builds with by default.
    DOCKER_BUILDKIT: "0",
    DOCKER_TESTS_REGISTRY: registry,
    DOCKER_TESTS_SLOT: String(slot),
    DOCKER_TESTS_ADDRESSES: addresses,
    DOCKER_TESTS_HADOLINT: made.HADOLINT,
    DOCKER_TESTS_S3_SERVER: made.S3_SERVER,
  });
  await makeBaseImages(made);
};
