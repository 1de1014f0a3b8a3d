import { X509Certificate } from "node:crypto";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { releaseTable } from "../../../stacks/region/compute/services-on-hosts/release-table";
import { production } from "../../support/fixture/environments/production";
import { checked } from "../../support/fixture/stacks";
import { HostMachine } from "../../support/hosts/host-machine";

const CERTIFICATES = ["etc/nginx/ainav/host-ecdsa.pem", "etc/nginx/ainav/host-rsa.pem"];
const DAY = 86_400_000;

describe("the step that starts the web server", () => {
  let host: HostMachine;
  beforeEach(() => {
    host = new HostMachine();
    host.lay("every", "app");
    host.settings({ kind: "app", environment: "staging" });
    host.write("opt/ainav/services/services.json", releaseTable("ainav", "web-services", checked(production).services));
    host.use("openssl");
    for (const name of ["systemctl", "nginx"]) host.fake(name);
  });
  afterEach(() => host.remove());

  const step = () => host.provision("80-web-server");
  const certificate = (file: string) => new X509Certificate(host.read(file));

  test("starts it now and at every boot, after a check of its configuration", async () => {
    expect(await step()).toMatchObject({ exitCode: 0 });
    expect(host.calls).toEqual([
      "nginx -t",
      "systemctl daemon-reload",
      "systemctl enable nginx",
      "systemctl reload-or-restart nginx",
    ]);
  });

  test("reserves the ports of services before it starts", async () => {
    host.write("etc/sysctl.d/60-ainav-ports.conf", "net.ipv4.ip_local_reserved_ports = 33000\n");
    host.fake("sysctl");
    expect(await step()).toMatchObject({ exitCode: 0 });
    expect(host.calls[0]).toBe("sysctl -p /etc/sysctl.d/60-ainav-ports.conf");
  });

  test("installs it where an image lacks it", async () => {
    host.forget("nginx");
    host.fake("dnf");
    await step();
    expect(host.calls[0]).toBe("dnf install -y nginx");
  });

  test("does not start it with a wrong configuration", async () => {
    host.fake("nginx", "exit 1");
    expect((await step()).exitCode).toBe(1);
    expect(host.calls).toEqual(["nginx -t"]);
  });

  test("makes a certificate of each type, with a key that only root reads, for longer than a host is kept", async () => {
    expect(await step()).toMatchObject({ output: expect.not.stringContaining("PRIVATE KEY") });
    const types = CERTIFICATES.map((file) => certificate(file).publicKey.asymmetricKeyType);
    expect(types).toEqual(["ec", "rsa"]);
    for (const file of CERTIFICATES) {
      expect(host.mode(file)).toBe("600");
      expect(host.read(file)).toContain("PRIVATE KEY");
      const { subject, validFrom, validTo } = certificate(file);
      expect(subject).toBe("CN=app.staging");
      expect((Date.parse(validTo) - Date.parse(validFrom)) / DAY).toBe(3650);
    }
  });

  test("keeps certificates, and replaces those that end within a year or cannot be read", async () => {
    await step();
    const before = CERTIFICATES.map((file) => host.read(file));
    await step();
    expect(CERTIFICATES.map((file) => host.read(file))).toEqual(before);

    const [ecdsa = "", rsa = ""] = CERTIFICATES;
    const key = path.join(host.root, "key");
    const ending = ["-x509", "-nodes", "-newkey", "rsa:2048", "-subj", "/CN=old", "-days", "300", "-keyout", key];
    await host.runProgram("openssl", "req", ...ending, "-out", path.join(host.root, rsa));
    host.write(ecdsa, "half a fi");
    await step();
    for (const file of CERTIFICATES) {
      expect(certificate(file).subject).toBe("CN=app.staging");
      expect(before).not.toContain(host.read(file));
    }
  });

  test("leads services that no release has reached nowhere, and leaves the others", async () => {
    const released = "upstream web { server 127.0.0.1:23000; keepalive 32; }\n";
    host.write("etc/nginx/ainav/upstreams/web.conf", released);
    await step();
    expect(host.read("etc/nginx/ainav/upstreams/web.conf")).toBe(released);
    expect(host.read("etc/nginx/ainav/upstreams/content-api.conf")).toContain("server 127.0.0.1:18001 down;");
    expect(host.files.filter((file) => file.includes("upstreams"))).toHaveLength(3);
  });

  test("gives no upstream to what answers no requests", async () => {
    const table = releaseTable("ainav", "workers", checked(production).services);
    host.write("opt/ainav/services/services.json", table);
    expect(await step()).toMatchObject({ exitCode: 0 });
    expect(host.files.filter((file) => file.includes("upstreams"))).toEqual([]);
  });
});
