import execa from "execa";

export interface DockerOptions extends execa.Options {
  /** Path of a file. Commands with the same one run one after the other. */
  readonly lock?: string;
}

/**
 * Runs a command of Docker's client on the tests' own engine.
 *
 * @returns what it prints
 * @throws with the command and all that it printed
 */
export async function docker(command: readonly string[], { lock, ...options }: DockerOptions = {}): Promise<string> {
  const [program, ...before] = lock === undefined ? ["docker"] : ["flock", lock, "docker"];
  const { all, exitCode, stdout } = await execa(program as string, [...before, ...command], {
    ...options,
    env: { ...environment(), ...options.env },
    all: true,
    reject: false,
  });
  if (exitCode !== 0) throw new Error(`docker ${command.join(" ")}\n${all}`);
  return stdout;
}

/** What a client of the tests' own engine needs. Tests of other suites have no engine. */
function environment(): Record<string, string> {
  const { DOCKER_HOST } = process.env;
  if (DOCKER_HOST === undefined) throw new Error("Docker's engine: not started; run npm run test:containers");
  return { DOCKER_HOST };
}

/** The address of the tests' own registry, which has a place for every image. */
export function registry(): string {
  return process.env.DOCKER_TESTS_REGISTRY ?? "";
}

/** Pushes an image. @returns the name by which anybody can pull that very image, `<registry>/<name>@sha256:…` */
export async function pushed(image: string, name: string): Promise<string> {
  const target = `${registry()}/${name}`;
  await docker(["tag", image, target]);
  await docker(["push", "--quiet", target]);
  const digests: string[] = JSON.parse(await docker(["image", "inspect", "--format", "{{json .RepoDigests}}", target]));
  const digest = digests.find((one) => one.startsWith(`${target}@`));
  if (digest === undefined) throw new Error(`${target}: has no digest after it was pushed`);
  return digest;
}
