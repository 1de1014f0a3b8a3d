import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { findProgram } from "../hosts/host-machine";
import { freePort } from "./free-ports";
import { until } from "./until";

/**
 * HAProxy in place of the load balancer: it speaks HTTPS to the hosts and checks their health so, and leaves out a host
 * that does not answer. It makes a request once only, so whatever a host does not answer is lost.
 */
export class Balancer {
  private readonly folder = mkdtempSync(path.join(tmpdir(), "balancer-"));
  private process: ChildProcess | undefined;
  port = 0;

  /** @param backends the hosts' ports by the first part of the path, and the path of the check */
  constructor(
    private readonly backends: readonly { readonly name: string; readonly health: string; readonly ports: number[] }[],
  ) {}

  async start(): Promise<void> {
    this.port = await freePort();
    const file = path.join(this.folder, "haproxy.cfg");
    writeFileSync(file, this.configuration());
    this.process = spawn(findProgram("haproxy", "install haproxy"), ["-db", "-f", file], { stdio: "ignore" });
    await until(async () => {
      const answers = this.backends.map(async ({ name }) => (await fetch(`${this.url}/${name}`)).ok);
      return (await Promise.all(answers)).every(Boolean);
    }, "the load balancer answers for every service");
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.process?.once("exit", resolve));
    if (this.process?.kill()) await ended;
    rmSync(this.folder, { recursive: true, force: true });
  }

  private configuration(): string {
    const rules = this.backends.map(({ name }) => `  use_backend ${name} if { path_beg /${name} }`);
    const backends = this.backends.flatMap(({ name, health, ports }) => [
      `backend ${name}`,
      "  balance leastconn",
      "  retries 0",
      "  option httpchk",
      `  http-check send meth GET uri ${health} ver HTTP/1.1 hdr Host host.example`,
      "  http-check expect rstatus ^2",
      // As constructs/load-balancing has it, in a quarter of the time.
      "  default-server ssl verify none check inter 1s fall 3 rise 2",
      ...ports.map((port, index) => `  server host-${index + 1} 127.0.0.1:${port}`),
    ]);
    const waits = ["connect 5s", "client 60s", "server 60s"].map((wait) => `  timeout ${wait}`);
    const frontend = ["frontend visitors", `  bind 127.0.0.1:${this.port}`, ...rules];
    return `${["global", "  maxconn 500", "defaults", "  mode http", ...waits, ...frontend, ...backends].join("\n")}\n`;
  }
}
