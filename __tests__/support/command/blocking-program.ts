import { once } from "node:events";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import path from "node:path";

/**
 * A program that does nothing until it is ended, and stands in for Terraform or another program. It keeps a loopback
 * connection open while it runs, by which tests see that it runs.
 */
export class BlockingProgram {
  /**
   * Starts to listen, and writes the program's file.
   *
   * @param interruptions at which SIGINT, counted from 1, it ends, with status 3; as other programs do by default
   */
  static async write(file: string, { ignoresSigterm = false, interruptions = 0 } = {}): Promise<BlockingProgram> {
    const server = createServer();
    await once(server.listen(0, "127.0.0.1"), "listening");
    const lines = [
      `#!${process.execPath}`,
      ignoresSigterm ? 'process.on("SIGTERM", () => {});' : "",
      interruptions > 0
        ? `let n = 0; process.on("SIGINT", () => { if (++n === ${interruptions}) process.exit(3); });`
        : "",
      `require("node:net").connect(${(server.address() as AddressInfo).port}, "127.0.0.1");`,
    ];
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, `${lines.join("\n")}\n`);
    chmodSync(file, 0o755);
    return new BlockingProgram(server, file);
  }

  private readonly connection: Promise<Socket>;

  private constructor(
    private readonly server: Server,
    readonly file: string,
  ) {
    this.connection = once(server, "connection").then(([socket]) => {
      // A program that is killed may reset the connection.
      socket.on("error", () => {});
      socket.resume();
      return socket;
    });
  }

  /** Waits until the program runs. */
  async started(): Promise<void> {
    await this.connection;
  }

  /** Waits until the program has ended. */
  async ended(): Promise<void> {
    const socket = await this.connection;
    if (!socket.closed) await once(socket, "close");
  }

  close(): void {
    this.server.close();
  }
}
