import { randomUUID } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** The only key that the servers accept. It is temporary, like those of administrators and CI. */
export const CREDENTIALS = {
  accessKeyId: "STS.example-key",
  accessKeySecret: "example-secret",
  securityToken: "example-token",
} as const;

/** A request that has arrived completely. */
export interface ReceivedRequest {
  readonly method: string;
  /** The path and query as they were sent, still percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: Buffer | string;
}

/** Ends the connection instead of answering. */
export const CUT = Symbol("cut");

/** A server on this machine's loopback address, on a port that was free. */
export abstract class LoopbackServer {
  private readonly server = createServer((request, response) => void this.handle(request, response));
  /** Errors of this server's code, such as a request that it cannot read. No test expects any. */
  readonly failures: unknown[] = [];

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    // A server that a test left open must not keep the whole run from ending.
    this.server.unref();
  }

  /** Stops the server and ends every connection, even when its request still waits for an answer. */
  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  protected abstract answer(request: ReceivedRequest, requestId: string): Promise<Answer | typeof CUT>;

  private async handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming) chunks.push(chunk as Buffer);
      const { pathname, searchParams } = new URL(incoming.url ?? "/", "http://server");
      const { method = "", headers } = incoming;
      const request = { method, path: pathname, query: searchParams, headers, body: Buffer.concat(chunks) };
      const answer = await this.answer(request, randomUUID());
      if (answer === CUT) incoming.socket.destroy();
      else response.writeHead(answer.status, answer.headers).end(answer.body);
    } catch (error) {
      // A client that leaves in the middle of a request is a killed Terraform, not a fault of the server.
      if (!incoming.complete) return;
      this.failures.push(error);
      response.writeHead(500).end();
    }
  }
}
