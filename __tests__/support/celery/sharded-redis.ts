import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import execa from "execa";
import { findProgram } from "../hosts/host-machine";
import { type ProxyParameters, RedisProxy } from "./redis-proxy";
import { StartedProgram } from "./started-program";

const PACKAGE = "this suite runs the real one: apt-get install -y redis-server, as root";

/**
 * A real Redis in cluster mode behind a proxy, as ApsaraDB's cluster is to its clients. One node has all slots: it
 * refuses commands with keys of several slots, and never leads a client to another node.
 */
export class ShardedRedis {
  readonly user = "app";
  readonly password = "example-password";
  private readonly folder = mkdtempSync(path.join(tmpdir(), "redis-"));
  private readonly socket = path.join(this.folder, "redis.sock");
  private readonly proxy: RedisProxy;
  private server: StartedProgram | undefined;
  private port = 0;

  constructor(parameters: ProxyParameters) {
    this.proxy = new RedisProxy(this.socket, parameters);
  }

  async start(): Promise<void> {
    const settings = [
      ...["port 0", `cluster-port ${await freePort()}`, "bind 127.0.0.1", `unixsocket ${this.socket}`],
      ...[`dir ${this.folder}`, 'save ""', "cluster-enabled yes"],
      ...["user default off", `user ${this.user} on >${this.password} ~* &* +@all`],
    ];
    this.server = new StartedProgram([findProgram("redis-server", PACKAGE), "-"], { input: settings.join("\n") });
    await this.server.says("ready to accept connections");
    await this.inspect("CLUSTER", "ADDSLOTSRANGE", "0", "16383");
    await this.server.says("Cluster state changed: ok");
    this.port = await this.proxy.start();
  }

  async stop(): Promise<void> {
    await this.proxy.stop();
    await this.server?.stop();
    rmSync(this.folder, { recursive: true });
  }

  /** What clients are told: address, user and password. */
  get settings(): Record<string, string> {
    const { user, password, port } = this;
    return { REDIS_HOST: "127.0.0.1", REDIS_PORT: String(port), REDIS_USER: user, REDIS_PASSWORD: password };
  }

  /** Sends a command as a client does, through the proxy. @returns the answer, as text */
  send(...command: string[]): Promise<string> {
    return this.client(["-h", "127.0.0.1", "-p", String(this.port)], command);
  }

  /** Sends a command past the proxy. @returns the answer, as text */
  inspect(...command: string[]): Promise<string> {
    return this.client(["-s", this.socket], command);
  }

  private async client(server: readonly string[], command: readonly string[]): Promise<string> {
    const account = ["--user", this.user, "--pass", this.password, "--no-auth-warning"];
    const { stdout } = await execa(findProgram("redis-cli", PACKAGE), [...server, ...account, ...command]);
    return stdout;
  }
}

/** A port that was free a moment ago. Redis asks for one for its cluster's bus, even when the cluster is one node. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
