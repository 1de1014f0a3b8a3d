import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { get } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import execa from "execa";
import { webServerFiles } from "../../../stacks/region/compute/services-on-hosts/web-servers";
import { production } from "../../support/fixture/environments/production";
import { checked } from "../../support/fixture/stacks";
import { findProgram, HOSTS, HostMachine } from "../../support/hosts/host-machine";

/** Where the web, the content API and the search API listen, as the load balancer knows. */
const PORTS = ["3000", "8001", "8002"];

describe("the app host's web server", () => {
  let folder: string | undefined;
  let nginx: ((...args: string[]) => execa.ExecaChildProcess) | undefined;

  /** Its configuration with every path below a folder of the test, and a socket for each port: ports may be taken. */
  function relocated(text: string): string {
    return text
      .replace("user nginx;", "")
      .replace("http {", `http {\n${TEMPORARY.map((kind) => `${kind}_temp_path ${folder}/${kind};`).join("\n")}`)
      .replaceAll(/listen (\d+)/g, `listen unix:${folder}/$1.sock`)
      .replaceAll(/(\/etc\/nginx|\/var\/log\/nginx|\/run)\//g, `${folder}/`);
  }
  const TEMPORARY = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];

  beforeAll(async () => {
    const program = findProgram("nginx", "this test runs the real one: apt-get install -y nginx-light, as root");
    folder = mkdtempSync(path.join(tmpdir(), "nginx-"));
    cpSync(path.join(HOSTS, "app/etc/nginx"), folder, { recursive: true });
    // What the stack adds to the folder.
    for (const [file, text] of Object.entries(webServerFiles(checked(production).services))) {
      const target = path.join(folder, file.replace("etc/nginx/", ""));
      mkdirSync(path.dirname(target), { recursive: true });
      writeFileSync(target, text);
    }
    // The package's own.
    writeFileSync(path.join(folder, "mime.types"), "types { text/html html; }");
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      const file = path.join(entry.parentPath ?? entry.path, entry.name);
      if (entry.isFile()) writeFileSync(file, relocated(readFileSync(file, "utf8")));
    }
    const where = ["-p", folder, "-e", `${folder}/early.log`, "-c", `${folder}/nginx.conf`];
    nginx = (...args) => execa(program, [...where, ...args]);
    await nginx("-t");
    // It goes into the background once it listens.
    await nginx();
  });
  afterAll(async () => {
    // Neither is there when nginx is not.
    await nginx?.("-s", "stop");
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  interface Page {
    readonly status: number | undefined;
    readonly type: string | undefined;
    readonly retryAfter: string | undefined;
    readonly server: string | string[] | undefined;
    readonly body: string;
  }

  function ask(port: string, page: string): Promise<Page> {
    return new Promise((resolve, reject) => {
      const request = get({ socketPath: `${folder}/${port}.sock`, path: page, agent: false }, (response) => {
        let body = "";
        response.on("data", (chunk) => {
          body += chunk;
        });
        const { "content-type": type, "retry-after": retryAfter, server } = response.headers;
        response.on("end", () => resolve({ status: response.statusCode, type, retryAfter, server, body }));
      });
      request.on("error", reject);
    });
  }

  test.each(PORTS)("is healthy on port %s", async (port) => {
    expect(await ask(port, "/api/health")).toMatchObject({
      status: 200,
      type: "application/json",
      body: '{"status":"ok"}',
    });
  });

  test.each(PORTS)("says on port %s that the service is not there yet", async (port) => {
    for (const page of ["/", "/api/healthy", "/api/health/", "/search?q=x"]) {
      expect(await ask(port, page)).toEqual({
        status: 503,
        type: "text/plain",
        retryAfter: "60",
        server: "nginx",
        body: "The service is not available yet.\n",
      });
    }
  });
});

describe("the step that starts it", () => {
  let host: HostMachine;
  beforeEach(() => {
    host = new HostMachine();
    host.lay("every", "app");
    host.fake("systemctl");
  });
  afterEach(() => host.remove());

  test("starts it now and at every boot, after a check of its configuration", async () => {
    host.fake("nginx");
    expect(await host.provision("80-web-server")).toMatchObject({ exitCode: 0 });
    expect(host.calls).toEqual(["nginx -t", "systemctl enable nginx", "systemctl reload-or-restart nginx"]);
  });

  test("installs it where an image lacks it", async () => {
    host.fake("dnf");
    await host.provision("80-web-server");
    expect(host.calls[0]).toBe("dnf install -y nginx");
  });

  test("does not start it with a wrong configuration", async () => {
    host.fake("nginx", "exit 1");
    expect((await host.provision("80-web-server")).exitCode).toBe(1);
    expect(host.calls).toEqual(["nginx -t"]);
  });
});
