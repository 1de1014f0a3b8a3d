import { randomUUID } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** The one key that the servers know: temporary, as administrators and CI have them. */
export const CREDENTIALS = {
  accessKeyId: "STS.example-key",
  accessKeySecret: "example-secret",
  securityToken: "example-token",
} as const;

/** A request that has come in as a whole. */
export interface ReceivedRequest {
  readonly method: string;
  /** As it came over the wire, still percent-encoded. */
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

/** Instead of an answer: the connection ends. */
export const CUT = Symbol("cut");

/** A server on this machine's loopback address, on a port that was free. */
export abstract class LoopbackServer {
  private readonly server = createServer((request, response) => void this.handle(request, response));
  /** What this server's code threw: a request that it cannot read, which no test expects. */
  readonly failures: unknown[] = [];

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    // A test that ran out of time must not keep the whole run from ending.
    this.server.unref();
  }

  /** Ends every connection too, also one whose request is still waiting for its answer. */
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
      // A client that is gone before its request is complete is killed Terraform, not a fault of the server.
      if (!incoming.complete) return;
      this.failures.push(error);
      response.writeHead(500).end();
    }
  }
}
