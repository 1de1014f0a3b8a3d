import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export const FAULTS = [
  "cut before",
  "cut after",
  "500 before",
  "500 after",
  "429",
  "429 with Retry-After",
  "403 by code",
  "401",
  "no JSON",
] as const;
export type Fault = (typeof FAULTS)[number];

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly url: URL;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly content?: unknown;
  /** The address to which an answer redirects. */
  readonly location?: string;
}

/** Faults that are answers, given before a request has any effect. */
const EARLY_ANSWERS: Partial<Record<Fault, { readonly status: number; readonly body: string }>> = {
  "500 before": { status: 500, body: '{"error":"a fault"}' },
  "429": { status: 429, body: '{"error":"a fault"}' },
  "429 with Retry-After": { status: 429, body: '{"error":"a fault"}' },
  "403 by code": { status: 403, body: '{"code":403024,"error":"too many calls"}' },
  "401": { status: 401, body: '{"error":"a fault"}' },
};

/** A vendor's API on the loopback address. It fails when a test tells it to. */
export abstract class FaultyServer {
  readonly calls: Call[] = [];
  /** Faults by the index of the request that meets them. */
  readonly faults = new Map<number, Fault>();
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => {
      let body = "";
      request.on("data", (chunk) => {
        body += chunk;
      });
      request.on("end", () => {
        const url = new URL(request.url ?? "/", `http://${request.headers.host}`);
        const call = { method: request.method ?? "", path: url.pathname, url, headers: request.headers, body };
        const fault = this.faults.get(this.calls.length);
        this.calls.push(call);
        if (fault === "cut before") return request.socket.destroy();
        const early = fault && EARLY_ANSWERS[fault];
        if (early) {
          if (fault === "429 with Retry-After") response.setHeader("Retry-After", "3");
          return response.writeHead(early.status).end(early.body);
        }
        const { status, content, location } = this.answer(call);
        if (location !== undefined) response.setHeader("Location", location);
        if (fault === "cut after") return request.socket.destroy();
        if (fault === "500 after") return response.writeHead(500).end('{"error":"a fault"}');
        if (fault === "no JSON") return response.writeHead(status).end("<html>");
        return response.writeHead(status).end(content === undefined ? "" : JSON.stringify(content));
      });
    });
  }

  protected abstract answer(call: Call): Answer;

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** The calls of a method whose paths contain a text. */
  callsOf(method: string, path = ""): Call[] {
    return this.calls.filter((call) => call.method === method && call.path.includes(path));
  }
}
