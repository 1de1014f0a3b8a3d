import { chmodSync, existsSync, mkdirSync } from "node:fs";
import { get } from "node:https";
import path from "node:path";
import execa from "execa";
import { colourPort, internalPort, SERVICES_NETWORK } from "../../../environments/schema/services/host-ports";
import type { Services } from "../../../environments/schema/services/services";
import type { ServicesOnHost } from "../../../stacks/region/compute/host-kinds";
import { composeFile } from "../../../stacks/region/compute/services-on-hosts/compose-file";
import { releaseTable } from "../../../stacks/region/compute/services-on-hosts/release-table";
import { webServerFiles } from "../../../stacks/region/compute/services-on-hosts/web-servers";
import { docker } from "../docker/docker";
import { findProgram, HostMachine, type Run } from "../hosts/host-machine";
import { freePort, freePorts } from "./free-ports";

export interface ReleaseHostProps {
  /** Names the compose project: several hosts share one engine. */
  readonly name: string;
  /** A number of the host's own, for the addresses of its containers. Hosts' other networks have those below 172.30.100. */
  readonly number: number;
  readonly runs: ServicesOnHost;
  readonly services: Services;
  readonly settings: object;
  /** Addresses of the host's surroundings. */
  readonly variables: Readonly<Record<string, string>>;
}

/**
 * A host with what its bundle has for releases: a folder for its root, the generated compose file, table and servers, the
 * real nginx, and the real engine, which it shares with other hosts. Its ports and addresses are moved to free ones.
 */
export class ReleaseHost {
  readonly machine = new HostMachine();
  private services: Services;
  private hasNginx = false;

  constructor(private readonly props: ReleaseHostProps) {
    this.services = props.services;
    // Users of containers are nobody here, and have to find their folders of secrets.
    chmodSync(this.machine.root, 0o755);
    this.machine.lay("every", "services");
    const { DOCKER_HOST = "", DOCKER_CONFIG = "" } = process.env;
    const engine = { DOCKER_HOST, DOCKER_CONFIG, AINAV_GATE_SECONDS: "0.1" };
    Object.assign(this.machine.environment, props.variables, engine);
    this.machine.settings({ services: props.settings });
    this.machine.write("etc/ainav/services.env", "SITE_URL=https://example.com\n");
  }

  async prepare(): Promise<void> {
    const { runs, number } = this.props;
    await this.choosePorts();
    const compose = composeFile(runs, this.services, "ainav_owner")
      .replaceAll("/etc/ainav/", `${this.machine.root}/etc/ainav/`)
      .replaceAll("/run/ainav/", `${this.machine.root}/run/ainav/`)
      .replaceAll(SERVICES_NETWORK.gateway.replace(/1$/, ""), `172.30.${100 + number}.`);
    this.machine.write("opt/ainav/services/compose.yaml", compose);
    this.machine.write("opt/ainav/services/services.json", releaseTable(this.props.name, runs, this.services));
    for (const [, folder] of compose.matchAll(/source: (\S+)/g)) mkdirSync(String(folder), { recursive: true });
    this.machine.fake("docker", killing(findProgram("docker", "install docker")));
    if (runs === "web-services") await this.startNginx();
  }

  /** The port at which the load balancer reaches a service. */
  port(service: string): number {
    const found = this.services[service];
    if (found?.kind !== "service") throw new Error(`${service}: no service that answers requests`);
    return found.ports.host;
  }

  release(...args: string[]): Promise<Run> {
    return this.machine.run("opt/ainav/bin/release", ...args);
  }

  /**
   * Runs a release that is killed at one of its calls of docker or nginx: at an odd one before the program does anything, at
   * an even one after it has.
   *
   * @returns whether it made so many calls
   */
  async releaseKilled(target: string, call: number): Promise<boolean> {
    this.machine.environment.KILL_AT = String(this.machine.calls.length + call);
    const { exitCode } = await this.release(target);
    delete this.machine.environment.KILL_AT;
    return exitCode !== 0;
  }

  get state(): Record<string, unknown> {
    return JSON.parse(this.machine.read("var/lib/ainav/release/state.json"));
  }

  /** The number of a service's containers that run. */
  async running(service: string): Promise<number> {
    const names = await docker(["ps", "--format", "{{.Names}}", "--filter", `name=^${this.props.name}-${service}-`]);
    return names.split("\n").filter(Boolean).length;
  }

  /** What the service answers through nginx. */
  serves(service: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const options = { port: this.port(service), rejectUnauthorized: false, agent: false } as const;
      get(options, (response) => {
        response.setEncoding("utf8").on("data", (text: string) => resolve(text.trim()));
      }).on("error", reject);
    });
  }

  async remove(): Promise<void> {
    if (this.hasNginx) await this.nginx("-s", "quit");
    const file = path.join(this.machine.root, "opt/ainav/services/compose.yaml");
    if (!existsSync(file)) return this.machine.remove();
    const flags = ["--project-name", this.props.name, "--file", file, "--profile", "jobs"];
    await docker(["compose", ...flags, "down", "--timeout", "1"]);
    this.machine.remove();
  }

  private async choosePorts(): Promise<void> {
    const offsets = [0, colourPort(0, "blue"), colourPort(0, "green"), internalPort(0)];
    const moved = structuredClone(this.services);
    for (const service of Object.values(moved)) {
      if (service.kind !== "service") continue;
      Object.assign(service, {
        ports: { ...service.ports, host: await freePorts(offsets, 4_000 + this.props.number * 500) },
      });
    }
    this.services = moved;
  }

  /** Sets nginx up by the host's own step, and starts it with its paths moved. */
  private async startNginx(): Promise<void> {
    const { machine } = this;
    machine.lay("app");
    for (const [file, text] of Object.entries(webServerFiles(this.services, ["127.0.0.0/8"]))) {
      if (!file.endsWith("/metrics.conf")) machine.write(file, text);
    }
    machine.use("openssl");
    for (const name of ["nginx", "sysctl", "systemctl"]) machine.fake(name);
    const { exitCode, output } = await machine.provision("80-web-server");
    if (exitCode !== 0) throw new Error(output);
    machine.write("etc/nginx/mime.types", "types { text/html html; }");
    machine.write("run/.keep", "");
    this.moveConfiguration(await freePort());
    machine.fake("nginx", killing(`${NGINX()} ${this.nginxOptions.join(" ")}`));
    await this.nginx();
    this.hasNginx = true;
  }

  private nginx(...args: string[]): execa.ExecaChildProcess {
    return execa(NGINX(), [...this.nginxOptions, ...args]);
  }

  private get nginxOptions(): string[] {
    const { root } = this.machine;
    return ["-p", root, "-e", `${root}/early.log`, "-c", `${root}/etc/nginx/nginx.conf`];
  }

  /** @param figures the port at which nginx has its own figures */
  private moveConfiguration(figures: number): void {
    const { root } = this.machine;
    const kinds = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
    const folders = kinds.map((kind) => `${kind}_temp_path ${root}/run/${kind};`).join("\n");
    for (const file of this.machine.files.filter((name) => /^etc\/nginx\/.*\.conf$/.test(name))) {
      const text = this.machine
        .read(file)
        .replace("user nginx;", process.getuid?.() === 0 ? "user root;" : "")
        .replace("http {", `http {\n${folders}`)
        .replace(/listen 127\.0\.0\.1:\d+/, `listen 127.0.0.1:${figures}`)
        .replaceAll(/(?<=\s)(\/etc\/nginx|\/var\/log\/ainav|\/run)\//g, `${root}$1/`);
      this.machine.write(file, text);
    }
  }
}

const NGINX = () => findProgram("nginx", "apt-get install -y nginx-light, as root");

/** A program that kills whoever has started it, if it is the call whose number the variable KILL_AT has. */
function killing(program: string): string {
  return `calls=0
while read -r _; do calls=$((calls + 1)); done < "\${0%/*}/calls"
[ "$calls" = "\${KILL_AT:-}" ] || exec ${program} "$@"
[ $((calls % 2)) = 0 ] || { kill -9 $PPID; exit 1; }
${program} "$@"
kill -9 $PPID`;
}
