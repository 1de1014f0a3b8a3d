import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { request as httpRequest, type IncomingHttpHeaders, type OutgoingHttpHeaders } from "node:http";
import { request as httpsRequest } from "node:https";
import { type AddressInfo, createServer } from "node:net";
import path from "node:path";
import { setImmediate } from "node:timers/promises";
import execa from "execa";
import { releaseTable } from "../../../stacks/region/compute/services-on-hosts/release-table";
import { webServerFiles } from "../../../stacks/region/compute/services-on-hosts/web-servers";
import { production } from "../fixture/environments/production";
import { checked } from "../fixture/stacks";
import { findProgram, HostMachine } from "./host-machine";

/** Where a request comes from. All are addresses of this machine, which stand for those that the configuration names. */
export const FROM = { balancer: "127.10.0.1", container: "127.30.0.1", stranger: "127.0.0.1" } as const;
/** Addresses in the configuration, and what they are here. */
const ADDRESSES = {
  "10.0.0.0/8": "127.10.0.0/16",
  "172.16.0.0/12": "127.16.0.0/12",
  "172.30.0.0/24": "127.30.0.0/24",
} as const;

export interface Asked {
  readonly method?: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string | Buffer;
  /** @default the load balancer */
  readonly from?: string;
  /** @default true for ports of the load balancer */
  readonly tls?: boolean;
}

export interface Answered {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  /** Names and values, as they were sent. */
  readonly rawHeaders: readonly string[];
  readonly body: string;
}

/**
 * An app host with the real nginx, set up by the host's own step. Its ports are free ones of this machine, and its paths
 * are below the host's root.
 */
export class WebServerHost {
  readonly machine = new HostMachine();
  private readonly ports = new Map<number, number>();
  private isRunning = false;

  /** @param changes texts of the configuration, such as a time that is long, and what they are in this test */
  constructor(private readonly changes: Readonly<Record<string, string>> = {}) {
    this.machine.lay("every", "app");
    // What the bundle has besides.
    const { services } = checked(production);
    for (const [file, text] of Object.entries(webServerFiles(services, ["10.0.0.0/8"]))) this.machine.write(file, text);
    this.machine.write("opt/ainav/services/services.json", releaseTable("ainav", "web-services", services));
    this.machine.settings({ kind: "app", environment: "test" });
    this.machine.use("openssl");
    for (const name of ["nginx", "sysctl", "systemctl"]) this.machine.fake(name);
  }

  /**
   * Runs the step, and starts nginx with its ports and paths moved.
   *
   * @param upstreams ports of this machine on which services answer, by name. Other services have no release yet.
   */
  async start(upstreams: Readonly<Record<string, number>> = {}): Promise<void> {
    for (const [service, port] of Object.entries(upstreams)) this.lead(service, port);
    const { exitCode, output } = await this.machine.provision("80-web-server");
    if (exitCode !== 0) throw new Error(output);
    // The package's own.
    this.machine.write("etc/nginx/mime.types", "types { text/html html; application/json json; }");
    this.machine.write("run/.keep", "");
    await this.choosePorts();
    this.moveConfiguration();
    await this.nginx("-t");
    await this.nginx();
    this.isRunning = true;
  }

  async stop(): Promise<void> {
    if (this.isRunning) await this.nginx("-s", "quit");
    // nginx removes the file when its last worker has ended.
    while (this.isRunning) {
      await setImmediate();
      this.isRunning = this.machine.files.includes("run/nginx.pid");
    }
    this.machine.remove();
  }

  /** The port of this machine that stands for a port of the host. */
  port(port: number): number {
    const found = this.ports.get(port);
    if (found === undefined) throw new Error(`nginx does not listen on ${port}`);
    return found;
  }

  /** Leads a service's upstream to a server on this machine, as a release does. nginx has to be reloaded. */
  lead(service: string, port: number): void {
    const text = `upstream ${service} { server 127.0.0.1:${port}; keepalive 32; keepalive_timeout 4s; }\n`;
    this.machine.write(`etc/nginx/ainav/upstreams/${service}.conf`, text);
  }

  /** Runs nginx's program. */
  nginx(...args: string[]): execa.ExecaChildProcess {
    const { root } = this.machine;
    const program = findProgram("nginx", "this test runs the real one: apt-get install -y nginx-light, as root");
    const where = ["-p", root, "-e", `${root}/early.log`, "-c", `${root}/etc/nginx/nginx.conf`];
    return execa(program, [...where, ...args]);
  }

  ask(port: number, page: string, asked: Asked = {}): Promise<Answered> {
    const { method = "GET", headers, body, from = FROM.balancer, tls = port < 9000 } = asked;
    const options = { host: "127.0.0.1", port: this.port(port), path: page, method, headers, localAddress: from };
    return new Promise((resolve, reject) => {
      const request = tls
        ? httpsRequest({ ...options, agent: false, rejectUnauthorized: false })
        : httpRequest({ ...options, agent: false });
      request.on("error", reject);
      request.on("response", (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => {
          const text = Buffer.concat(chunks).toString();
          const { statusCode: status, headers: sent, rawHeaders } = response;
          resolve({ status, headers: sent, rawHeaders, body: text });
        });
      });
      request.end(body);
    });
  }

  private async choosePorts(): Promise<void> {
    const wanted = this.configuration.flatMap((file) =>
      [...readFileSync(file, "utf8").matchAll(/listen (?:127\.0\.0\.1:)?(\d+)/g)].map(([, port]) => Number(port)),
    );
    const servers = wanted.map(() => createServer());
    await Promise.all(servers.map((server) => new Promise<void>((done) => server.listen(0, "127.0.0.1", done))));
    for (const [index, server] of servers.entries())
      this.ports.set(wanted[index] as number, (server.address() as AddressInfo).port);
    await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  }

  private get configuration(): string[] {
    const folder = path.join(this.machine.root, "etc/nginx");
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const files = entries.map((entry) => path.join(entry.parentPath ?? entry.path, entry.name));
    return files.filter((file) => file.endsWith(".conf"));
  }

  private moveConfiguration(): void {
    const { root } = this.machine;
    const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
    const http = `http {\n${temporary.map((kind) => `${kind}_temp_path ${root}/run/${kind};`).join("\n")}`;
    for (const file of this.configuration) {
      let text = readFileSync(file, "utf8");
      for (const [from, to] of Object.entries({ ...ADDRESSES, ...this.changes })) text = text.replaceAll(from, to);
      text = text
        // Workers read the test's folder, which is its owner's alone. Only root may name another user.
        .replace("user nginx;", process.getuid?.() === 0 ? "user root;" : "")
        .replace("http {", http)
        .replaceAll(/listen (?:127\.0\.0\.1:)?(\d+)/g, (_, port) => `listen 127.0.0.1:${this.port(Number(port))}`)
        .replaceAll(/(?<=\s)(\/etc\/nginx|\/var\/log\/ainav|\/run)\//g, `${root}$1/`);
      writeFileSync(file, text);
    }
  }
}
