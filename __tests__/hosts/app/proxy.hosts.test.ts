import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { FROM, WebServerHost } from "../../support/hosts/web-server-host";
import { type Answer, CUT, LoopbackServer, type ReceivedRequest } from "../../support/oss-backend/loopback-server";

/** A service that does what the test says, and remembers what it was asked. */
class Service extends LoopbackServer {
  readonly asked: ReceivedRequest[] = [];
  respond: (request: ReceivedRequest) => Promise<Answer | typeof CUT> = async () => ({ status: 200 });

  get port(): number {
    return Number(new URL(this.url).port);
  }

  protected override answer(request: ReceivedRequest): Promise<Answer | typeof CUT> {
    this.asked.push(request);
    return this.respond(request);
  }
}

let host: WebServerHost;
let service: Service;
beforeEach(async () => {
  service = new Service();
  await service.start();
  // One worker has all connections to services. A minute is too long for a test.
  host = new WebServerHost({ "worker_processes auto": "worker_processes 1", "timeout 55s": "timeout 200ms" });
});
afterEach(async () => {
  await host.stop();
  await service.stop();
  expect(service.failures).toEqual([]);
});

const WEB = 3000;

describe("what a service hears of a request", () => {
  const SAID = {
    host: "www.example.com",
    "x-forwarded-for": "203.0.113.7, 198.51.100.2",
    "x-forwarded-proto": "https",
    "x-request-id": "from-the-edge-1",
    "x-forwarded-host": "evil.example.com",
    forwarded: "for=192.0.2.1",
    proxy: "http://evil.example.com",
    "x-real-ip": "192.0.2.1",
  };

  async function heard(from: string, headers: Record<string, string> = SAID) {
    await host.start({ web: service.port });
    expect(await host.ask(WEB, "/a%2Fb?c=d", { from, headers })).toMatchObject({ status: 200 });
    return service.asked[0] as ReceivedRequest;
  }

  test("is what the load balancer says: the visitor, the scheme, the host and the id", async () => {
    const { path, query, headers } = await heard(FROM.balancer);
    expect([path, query.get("c")]).toEqual(["/a%2Fb", "d"]);
    expect(headers).toMatchObject({
      host: "www.example.com",
      "x-forwarded-host": "www.example.com",
      "x-forwarded-for": "203.0.113.7, 198.51.100.2",
      "x-forwarded-proto": "https",
      "x-request-id": "from-the-edge-1",
    });
    for (const name of ["forwarded", "proxy", "x-real-ip"]) expect(headers).not.toHaveProperty(name);
  });

  test.each([FROM.stranger, FROM.container])("is nothing that %s says of a visitor", async (from) => {
    const { headers } = await heard(from, { ...SAID, "x-forwarded-proto": "http" });
    expect(headers).toMatchObject({ "x-forwarded-for": from, "x-forwarded-proto": "https" });
    expect(headers["x-request-id"]).toMatch(/^[0-9a-f]{32}$/);
  });

  test("has an id of nginx's own where the load balancer's is none", async () => {
    const { headers } = await heard(FROM.balancer, { "x-request-id": 'no"id' });
    expect(headers["x-request-id"]).toMatch(/^[0-9a-f]{32}$/);
  });
});

describe("bodies", () => {
  test("of 20 MB reach the service whole, and answers of 20 MB the client", async () => {
    service.respond = async ({ body }) => ({ status: 200, body });
    await host.start({ web: service.port });
    const body = Buffer.alloc(20 << 20, "0123456789");
    const answer = await host.ask(WEB, "/upload", { method: "POST", body });
    expect([answer.status, answer.body === body.toString()]).toEqual([200, true]);
  });

  test("larger than Cloudflare takes are refused without the service", async () => {
    await host.start({ web: service.port });
    const headers = { "content-length": (100 << 20) + 1 };
    expect(await host.ask(WEB, "/upload", { method: "POST", headers })).toMatchObject({ status: 413 });
    expect(service.asked).toEqual([]);
  });
});

describe("a service that does not answer", () => {
  test("is waited for, and then the client is told, with the status of a timeout", async () => {
    let release = () => {};
    service.respond = async () => {
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      return CUT;
    };
    await host.start({ web: service.port });
    const answer = await host.ask(WEB, "/slow");
    release();
    expect(answer).toMatchObject({ status: 504, headers: { "retry-after": "10" } });
    expect(service.asked).toHaveLength(1);
  });

  test("and ends the connection is not asked again", async () => {
    service.respond = async () => CUT;
    await host.start({ web: service.port });
    for (const method of ["GET", "POST"]) {
      service.asked.length = 0;
      expect(await host.ask(WEB, "/", { method, body: "x" })).toMatchObject({ status: 502 });
      expect(service.asked).toHaveLength(1);
    }
  });
});

describe("a kept connection that the service has just closed", () => {
  let closing: Server;
  let heads: string[];
  const sockets = new Set<Socket>();

  /** Answers the first request of a connection, and ends the connection when the second arrives. */
  beforeEach(async () => {
    heads = [];
    closing = createServer((socket) => {
      sockets.add(socket);
      let requests = 0;
      socket.on("error", () => {});
      socket.on("data", (data) => {
        heads.push(data.toString().split(" ")[0] as string);
        requests += 1;
        if (requests === 1) socket.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        else socket.resetAndDestroy();
      });
    });
    closing.listen(0, "127.0.0.1");
    await once(closing, "listening");
    await host.start({ web: (closing.address() as AddressInfo).port });
    expect(await host.ask(WEB, "/")).toMatchObject({ body: "ok" });
  });
  afterEach(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((done) => closing.close(done));
  });

  test("costs no request that only reads: it is sent again", async () => {
    expect(await host.ask(WEB, "/")).toMatchObject({ status: 200, body: "ok" });
    expect(heads).toEqual(["GET", "GET", "GET"]);
  });

  test("has no request repeated that changes something", async () => {
    expect(await host.ask(WEB, "/", { method: "POST" })).toMatchObject({ status: 502 });
    expect(heads).toEqual(["GET", "POST"]);
  });
});
