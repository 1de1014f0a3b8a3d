import type execa from "execa";
import { docker } from "./docker";
import { waitForHealth } from "./health";

export interface ComposeSettings {
  /** Name of the project: letters, digits and dashes. No two projects of one engine have the same. */
  readonly name: string;
  /** Paths of the compose files, later ones over earlier ones. */
  readonly files: readonly string[];
  /** Variables that the files name. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly profiles?: readonly string[];
  /** Paths of files of such variables, in place of `.env` in the project's folder. */
  readonly environmentFiles?: readonly string[];
}

/** A container as `docker compose ps` has it. */
export interface Container {
  readonly ID: string;
  readonly Name: string;
  readonly Service: string;
  readonly State: string;
  /** `healthy`, `unhealthy`, `starting`, or empty when there is no check. */
  readonly Health: string;
  readonly ExitCode: number;
  readonly Publishers: readonly { readonly URL: string; readonly TargetPort: number; readonly PublishedPort: number }[];
}

/** A project of Docker Compose on the tests' own engine. */
export class ComposeProject {
  constructor(readonly settings: ComposeSettings) {}

  /** Runs a command of `docker compose`. @returns what it prints @throws with all that it printed */
  run(command: readonly string[], options: execa.Options = {}): Promise<string> {
    const { environment, environmentFiles = [], files, name, profiles = [] } = this.settings;
    const flags = [
      ...["--project-name", name],
      ...files.flatMap((file) => ["--file", file]),
      ...profiles.flatMap((profile) => ["--profile", profile]),
      ...environmentFiles.flatMap((file) => ["--env-file", file]),
    ];
    return docker(["compose", ...flags, ...command], { ...options, env: { ...environment, ...options.env } });
  }

  /** Starts services, all by default, and waits until they run and are healthy. @throws with their states and logs */
  async up(...services: string[]): Promise<void> {
    try {
      await this.run(["up", "--detach", "--wait", "--quiet-pull", ...services]);
    } catch (error) {
      const states = await this.run(["ps", "--all"]);
      const logs = await this.run(["logs", "--no-color", "--tail", "40"]);
      throw new Error(`${(error as Error).message}\n${states}\n${logs}`);
    }
  }

  /** All containers, those that ended too. */
  async containers(): Promise<Container[]> {
    const lines = await this.run(["ps", "--all", "--format", "json"]);
    return lines
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  }

  async container(service: string): Promise<Container> {
    const found = (await this.containers()).find(({ Service }) => Service === service);
    if (found === undefined) throw new Error(`${service}: has no container`);
    return found;
  }

  /** The files as Compose reads them, with the variables' values. */
  async config(): Promise<ReturnType<typeof JSON.parse>> {
    return JSON.parse(await this.run(["config", "--format", "json"]));
  }

  logs(...services: string[]): Promise<string> {
    return this.run(["logs", "--no-color", ...services]);
  }

  /** Waits for a state of a service's health check. */
  async becomes(service: string, health: "healthy" | "unhealthy"): Promise<void> {
    const { ID } = await this.container(service);
    await waitForHealth(ID, health);
  }

  /** Removes containers, networks and volumes. */
  async down(): Promise<void> {
    await this.run(["down", "--volumes", "--remove-orphans", "--timeout", "5"]);
  }
}
