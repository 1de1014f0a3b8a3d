import { createHash } from "node:crypto";
import path from "node:path";
import execa from "execa";
import { colourPort, internalPort, SERVICES_NETWORK } from "../../../environments/schema/services/host-ports";
import type { Services } from "../../../environments/schema/services/services";
import { composeFile } from "../../../stacks/region/compute/services-on-hosts/compose-file";
import { releaseTable } from "../../../stacks/region/compute/services-on-hosts/release-table";
import type { ServicesOnHost } from "../../../stacks/region/compute/host-kinds";
import { webServerFiles } from "../../../stacks/region/compute/services-on-hosts/web-servers";
import { findProgram, HostMachine, type Run } from "../hosts/host-machine";
import type { EngineAccess } from "./images";
import { freePorts } from "./free-ports";

export interface ReleaseHostProps {
  /** Names the compose project: several hosts share one engine. */
  readonly name: string;
  /** A number of the host's own, for the addresses of its containers. */
  readonly number: number;
  readonly runs: ServicesOnHost;
  readonly services: Services;
  readonly engine: EngineAccess;
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
    this.machine.lay("every", "services");
    Object.assign(this.machine.environment, props.variables, props.engine.environment, { AINAV_GATE_SECONDS: "0.1" });
    this.machine.settings({ services: props.settings });
    this.machine.write("etc/ainav/services.env", "SITE_URL=https://example.com\n");
  }

  async prepare(): Promise<void> {
    const { runs, number } = this.props;
    await this.choosePorts();
    const compose = composeFile(runs, this.services, "ainav_owner")
      .replaceAll("/etc/ainav/", `${this.machine.root}/etc/ainav/`)
      .replaceAll("/run/ainav/", `${this.machine.root}/run/ainav/`)
      .replaceAll(SERVICES_NETWORK.gateway.replace(/\.0\.1$/, "."), `172.30.${number}.`.replace(/\d+\.$/, ""))
      .replaceAll("172.30.0.", `172.30.${number}.`);
    this.machine.write("opt/ainav/services/compose.yaml", compose);
    this.machine.write("opt/ainav/services/services.json", releaseTable(this.props.name, runs, this.services));
    for (const name of [...Object.keys(this.services), "migration"]) {
      this.machine.write(`run/ainav/secrets/${name}/example`, "");
    }
    this.machine.fake("docker", `exec ${findProgram("docker", "install docker")} "$@"`);
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

  get state(): Record<string, unknown> {
    return JSON.parse(this.machine.read("var/lib/ainav/release/state.json"));
  }

  async remove(): Promise<void> {
    if (this.hasNginx) await this.nginx("-s", "quit");
    const { name, engine } = this.props;
    const file = path.join(this.machine.root, "opt/ainav/services/compose.yaml");
    const args = ["compose", "--project-name", name, "--file", file, "--profile", "jobs", "down", "--timeout", "1"];
    await execa("docker", args, { env: engine.environment, reject: false });
    this.machine.remove();
  }

  private async choosePorts(): Promise<void> {
    const offsets = [0, colourPort(0, "blue"), colourPort(0, "green"), internalPort(0)];
    const entries = Object.entries(this.services).map(async ([name, service]) => {
      if (service.kind !== "service") return [name, service] as const;
      const host = await freePorts(offsets, 20_000 + this.props.number * 500);
      return [name, { ...service, ports: { ...service.ports, host } }] as const;
    });
    const moved: [string, Services[string]][] = [];
    for (const entry of entries) moved.push((await entry) as [string, Services[string]]);
    this.services = Object.fromEntries(moved);
  }

  private async startNginx(): Promise<void> {
    const { root } = this.machine;
    const conf = path.join(root, "etc/nginx/nginx.conf");
    for (const [file, text] of Object.entries(webServerFiles(this.services, ["127.0.0.0/8"]))) {
      if (file.endsWith("metrics.conf")) continue;
      this.machine.write(file, text.replaceAll("/etc/nginx/", `${root}/etc/nginx/`));
    }
    this.machine.write("etc/nginx/ainav/headers.conf", "");
    this.machine.write("etc/nginx/ainav/proxy.conf", 'proxy_http_version 1.1; proxy_set_header Connection "";\n');
    const pair = ["host.key", "host.pem"].map((name) => path.join(root, "etc/nginx", name));
    const subject = ["-subj", "/CN=host", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"];
    await execa("openssl", [..."req -x509 -nodes -keyout".split(" "), pair[0] ?? "", "-out", pair[1] ?? "", ...subject]);
    this.machine.write("etc/nginx/ainav/tls.conf", `ssl_certificate ${pair[1]};\nssl_certificate_key ${pair[0]};\n`);
    for (const [name, service] of Object.entries(this.services)) {
      if (service.kind !== "service") continue;
      const text = `upstream ${name} {\n  server 127.0.0.1:${colourPort(service.ports.host, "blue")} down;\n}\n`;
      this.machine.write(`etc/nginx/ainav/upstreams/${name}.conf`, text);
    }
    this.machine.write("run/.keep", "");
    this.machine.write("etc/nginx/nginx.conf", nginxConfiguration(root));
    this.machine.fake("nginx", `exec ${findProgram("nginx", "install nginx")} -c ${conf} "$@"`);
    await this.nginx();
    this.hasNginx = true;
  }

  private nginx(...args: string[]): Promise<execa.ExecaReturnValue> {
    const conf = path.join(this.machine.root, "etc/nginx/nginx.conf");
    return execa(findProgram("nginx", "install nginx"), ["-c", conf, ...args]);
  }
}

/** The directives of hosts/app that matter for releases, with paths below the root. */
function nginxConfiguration(root: string): string {
  return `worker_processes 2;
pid ${root}/run/nginx.pid;
error_log ${root}/nginx-error.log warn;
events { worker_connections 1024; }
http {
  access_log off;
  client_body_temp_path ${root}/run; proxy_temp_path ${root}/run; fastcgi_temp_path ${root}/run;
  uwsgi_temp_path ${root}/run; scgi_temp_path ${root}/run;
  include ${root}/etc/nginx/ainav/upstreams/*.conf;
  include ${root}/etc/nginx/conf.d/*.conf;
}
`;
}

/** The bytes of a release's record, and the pointer to it. */
export function recordOf(id: string, images: Readonly<Record<string, string>>, migrates = true) {
  const record = { schema: 1, id, commit: "0123456789abcdef", createdAt: "2026-01-01T00:00:00Z", images, migrates };
  const text = Buffer.from(`${JSON.stringify(record, undefined, 2)}\n`);
  return { text, pointer: { id, sha256: createHash("sha256").update(text).digest("hex") } };
}
