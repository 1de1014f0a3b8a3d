import { setImmediate } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { METRICS_PORT } from "../../../environments/schema/services/host-ports";
import { type Answered, FROM, WebServerHost } from "../../support/hosts/web-server-host";
import { type Answer, LoopbackServer, type ReceivedRequest } from "../../support/oss-backend/loopback-server";

/** A service with headers of its own. It says which path it was asked for. */
class Service extends LoopbackServer {
  protected override async answer({ path }: ReceivedRequest): Promise<Answer> {
    const own = {
      "X-Frame-Options": "SAMEORIGIN",
      "Strict-Transport-Security": "max-age=1",
      "X-Powered-By": "Service",
    };
    return { status: path === "/missing" ? 404 : 200, headers: own, body: path };
  }
}

const HEADERS = {
  "strict-transport-security": ["max-age=63072000"],
  "x-frame-options": ["DENY"],
  "x-content-type-options": ["nosniff"],
  "x-xss-protection": ["1; mode=block"],
};

/** Every value of a header, in the order in which they were sent. */
function values({ rawHeaders }: Answered, name: string): string[] {
  return rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === name);
}

let host: WebServerHost;
let service: Service;
beforeAll(async () => {
  service = new Service();
  await service.start();
  host = new WebServerHost();
  // The other service has no release yet.
  await host.start({ web: Number(new URL(service.url).port) });
});
afterAll(async () => {
  await host.stop();
  await service.stop();
  expect(service.failures).toEqual([]);
});

const WEB = 3000;
const WITHOUT_RELEASE = 8001;

describe("the app host's web server", () => {
  test("passes requests to a service that has a release", async () => {
    expect(await host.ask(WEB, "/tools?q=x")).toMatchObject({ status: 200, body: "/tools" });
  });

  test("fails the health check of a service without a release, and says so in the caller's format", async () => {
    const healthy = await host.ask(WITHOUT_RELEASE, "/api/health");
    expect(healthy).toMatchObject({ status: 502, headers: { "retry-after": "10", "cache-control": "no-store" } });
    expect(JSON.parse(healthy.body)).toMatchObject({ error: "unavailable" });
    for (const method of ["GET", "POST"]) {
      const page = await host.ask(WITHOUT_RELEASE, "/", { method, headers: { accept: "text/html" } });
      expect(page).toMatchObject({ status: 502, headers: { "content-type": "text/html" } });
      expect(page.body).toContain("not available right now");
    }
  });

  test("keeps the page of a service that does not answer to itself", async () => {
    expect(await host.ask(WITHOUT_RELEASE, "/.unavailable/unavailable.html")).toMatchObject({ status: 404 });
  });

  test.each([
    ["an answer", WEB, "/"],
    ["an error of the service", WEB, "/missing"],
    ["an answer of nginx", WEB, "/api/metrics"],
    ["an answer for a service that does not answer", WITHOUT_RELEASE, "/"],
  ])("sets each header of the document once: in %s", async (_, port, page) => {
    const answer = await host.ask(port, page);
    const found = Object.fromEntries(Object.keys(HEADERS).map((name) => [name, values(answer, name)]));
    expect(found).toEqual(HEADERS);
    expect(answer.headers.server).toBe("nginx");
    expect(answer.headers).not.toHaveProperty("x-powered-by");
  });

  test.each([
    "/api/metrics",
    "/api/metrics/",
    "//api/metrics",
    "/api/%6detrics",
    "/x/../api/metrics",
    "/api/metrics?x",
  ])("does not serve metrics on the load balancer's port: %s", async (page) => {
    expect(await host.ask(WEB, page)).toMatchObject({ status: 404, body: expect.stringContaining("nginx") });
  });

  test("serves metrics to the VPC on a port of their own, and nothing else there", async () => {
    expect(await host.ask(METRICS_PORT, "/metrics/web")).toMatchObject({ status: 200, body: "/api/metrics" });
    expect(await host.ask(METRICS_PORT, "/")).toMatchObject({ status: 404 });
    expect(await host.ask(METRICS_PORT, "/metrics/web", { from: FROM.stranger })).toMatchObject({ status: 403 });
  });

  test("serves a service's internal port to this host's containers alone, with metrics", async () => {
    expect(await host.ask(33_000, "/api/metrics", { from: FROM.container })).toMatchObject({ body: "/api/metrics" });
    for (const from of [FROM.balancer, FROM.stranger])
      expect(await host.ask(33_000, "/", { from })).toMatchObject({ status: 403 });
  });

  test("tells its own figures to this host", async () => {
    const { body } = await host.ask(9181, "/stub_status", { from: FROM.stranger });
    expect(body).toMatch(/^Active connections: \d+/);
    expect(await host.ask(9181, "/", { from: FROM.stranger })).toMatchObject({ status: 404 });
  });

  test("logs a line of JSON a request, without what is behind the question mark, and no successful health check", async () => {
    const mark = `/logged-${process.pid}`;
    await host.ask(WEB, "/api/health");
    await host.ask(WEB, `${mark}?token=s3cret`, { headers: { "user-agent": 'quote " and \\ slash' } });
    // The log is written when nginx reopens it, as logrotate has it do.
    await host.nginx("-s", "reopen");
    let log = "";
    while (!log.includes(mark)) {
      await setImmediate();
      log = host.machine.read("var/log/ainav/services/nginx.log");
    }
    const lines = log.trim().split("\n");
    const found = lines.map((line) => JSON.parse(line)).find(({ path }) => path === mark);
    expect(found).toMatchObject({ status: 200, method: "GET", tls: "TLSv1.3", connected: FROM.balancer });
    expect(found.id).toMatch(/^[0-9a-f]{32}$/);
    expect(found.user_agent).toBe('quote " and \\ slash');
    expect(log).not.toContain("s3cret");
    expect(lines.filter((line) => line.includes('"/api/health"') && line.includes('"status":200'))).toEqual([]);
  });
});
