import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { createServer, type Server } from "node:tls";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { HostMachine } from "../../../support/hosts/host-machine";

const METRICS = "var/lib/ainav/metrics/certificates.prom";

/** A certificate of `name` that signs itself, with its key and the second at which it ends. */
function certificate(folder: string, name: string, days: number) {
  const [key, file] = [path.join(folder, `${name}.key`), path.join(folder, `${name}.pem`)];
  const subject = ["-subj", `/CN=${name}`, "-addext", `subjectAltName=DNS:${name}`];
  const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"];
  execFileSync(
    "openssl",
    ["req", "-x509", ...curve, "-nodes", "-keyout", key, "-out", file, "-days", `${days}`, ...subject],
    { stdio: "pipe" },
  );
  const end = execFileSync("openssl", ["x509", "-in", file, "-noout", "-enddate"]).toString();
  return { file, key, endsAt: Date.parse(end.slice(end.indexOf("=") + 1)) / 1000 };
}

describe("check-certificates", () => {
  let folder: string;
  let certificates: { site: ReturnType<typeof certificate>; host: ReturnType<typeof certificate> };
  let host: HostMachine;
  let servers: Server[];

  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), "certificates-"));
    certificates = { site: certificate(folder, "localhost", 40), host: certificate(folder, "host", 3650) };
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  async function serve({ file, key }: { file: string; key: string }): Promise<number> {
    const server = createServer({ cert: readFileSync(file), key: readFileSync(key) });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return (server.address() as AddressInfo).port;
  }

  beforeEach(async () => {
    servers = [];
    host = new HostMachine();
    host.lay("every", "docker", "worker");
    host.use("openssl");
    const [site, app] = await Promise.all([serve(certificates.site), serve(certificates.host)]);
    host.settings({ services: { monitoring: { siteUrl: `https://localhost:${site}` } } });
    host.write("opt/ainav/monitoring/services.json", JSON.stringify([{ name: "web", job: "nextjs", port: app }]));
    host.write(
      "var/lib/ainav/scrape-targets/hosts.json",
      JSON.stringify([
        { targets: ["127.0.0.1:9180"], labels: { job: "nextjs", service: "web" } },
        { targets: ["127.0.0.1:9180"], labels: { job: "fastapi", service: "api" } },
        { targets: ["127.0.0.2:9100"], labels: { job: "node-exporter" } },
      ]),
    );
  });
  afterEach(() => {
    host.remove();
    for (const server of servers) server.close();
  });

  const run = () => host.run("opt/ainav/bin/check-certificates");
  /** The samples of a metric by the kind of endpoint. */
  const samples = (metric: string) =>
    Object.fromEntries(
      [...host.read(METRICS).matchAll(new RegExp(`^${metric}\\{.*kind="(\\w+)"\\} (\\S+)$`, "gm"))].map(
        ([, kind, value]) => [kind, Number(value)],
      ),
    );

  test("says when the site's certificate ends, and that of each app host, which signs its own", async () => {
    host.environment.SSL_CERT_FILE = certificates.site.file;
    expect(await run()).toMatchObject({ exitCode: 0, output: "" });
    expect(samples("ainav_certificate_check_success")).toEqual({ site: 1, host: 1 });
    expect(samples("ainav_certificate_not_after_timestamp_seconds")).toEqual({
      site: certificates.site.endsAt,
      host: certificates.host.endsAt,
    });
    // One certificate a host: that of a second service is the same.
    expect(host.read(METRICS).match(/check_success\{/g)).toHaveLength(2);
  });

  test("counts a site's certificate that nobody trusts as a failed check, and says why", async () => {
    const { exitCode, output } = await run();
    expect(exitCode).toBe(0);
    expect(output).toMatch(/^check-certificates: localhost:\d+: .*CERTIFICATE_VERIFY_FAILED/);
    expect(samples("ainav_certificate_check_success")).toEqual({ site: 0, host: 1 });
    expect(samples("ainav_certificate_not_after_timestamp_seconds")).not.toHaveProperty("site");
  });

  test("counts a host that does not answer as a failed check, and goes on", async () => {
    host.environment.SSL_CERT_FILE = certificates.site.file;
    for (const server of servers.slice(1)) await new Promise((resolve) => server.close(resolve));
    await run();
    expect(samples("ainav_certificate_check_success")).toEqual({ site: 1, host: 0 });
  });

  test("checks the site alone while no host is known", async () => {
    host.environment.SSL_CERT_FILE = certificates.site.file;
    rmSync(path.join(host.root, "var/lib/ainav/scrape-targets/hosts.json"));
    expect(await run()).toMatchObject({ exitCode: 0 });
    expect(samples("ainav_certificate_check_success")).toEqual({ site: 1 });
  });
});
