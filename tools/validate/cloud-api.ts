import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { API_ANSWERS } from "./api-answers";

/**
 * The cloud's API on this machine's loopback address, for plans without a network: it answers what data sources ask, from
 * the same picture as a rehearsal's, and refuses everything else by name. It is the proxy of such a plan as well: a
 * call that does not use the provider's `endpoints` ends here too.
 */
export class CloudApi {
  /** Starts it on a port that is free. */
  static async start(): Promise<CloudApi> {
    const server = createServer((request, response) => void answer(request, response));
    server.on("connect", ({ url }, socket) => {
      socket.on("error", () => {});
      socket.end(`HTTP/1.1 403 ${noAnswer(`a connection to ${url}`)}\r\n\r\n`);
    });
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(0, "127.0.0.1", resolve);
    });
    return new CloudApi(server);
  }

  private constructor(private readonly server: Server) {}

  /** Host and port, such as `127.0.0.1:40123`. */
  get host(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Variables that lead every call of a program here. */
  get variables(): Readonly<Record<string, string>> {
    const proxy = `http://${this.host}`;
    const local = "127.0.0.1,localhost";
    return {
      HTTP_PROXY: proxy,
      HTTPS_PROXY: proxy,
      NO_PROXY: local,
      http_proxy: proxy,
      https_proxy: proxy,
      no_proxy: local,
    };
  }

  /** Ends every connection and frees the port. */
  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const parameters = await parametersOf(request);
  const action = parameters.get("Action") ?? request.headers["x-acs-action"]?.toString();
  const known = action === undefined ? undefined : API_ANSWERS[action];
  const RequestId = "00000000-0000-0000-0000-000000000000";
  const { pathname } = new URL(request.url ?? "/", "http://cloud");
  const asked = action ?? `${request.method} ${pathname}`;
  const [status, body] = known
    ? [200, known(parameters)]
    : [404, { Code: "InvalidAction.NotFound", Message: noAnswer(asked) }];
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify({ RequestId, ...body }));
}

function noAnswer(asked: string): string {
  return `no answer to ${asked} in a plan without a network; tools/validate/api-answers.ts has those that there are`;
}

/** Services take parameters in the address and in a form. */
async function parametersOf(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { searchParams } = new URL(request.url ?? "/", "http://cloud");
  const isForm = request.headers["content-type"]?.startsWith("application/x-www-form-urlencoded");
  const form = new URLSearchParams(isForm ? Buffer.concat(chunks).toString("utf8") : "");
  return new URLSearchParams([...searchParams, ...form]);
}
