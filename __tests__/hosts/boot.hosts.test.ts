import { readFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import execa from "execa";
import { Header } from "tar";
import { BundleServer, failure } from "../support/hosts/bundle-server";
import { HOSTS, HostMachine, PYTHON } from "../support/hosts/host-machine";
import { MetadataServer } from "../support/hosts/metadata-server";
import { type Answer, CREDENTIALS } from "../support/oss-backend/loopback-server";

const LIBRARY = path.join(HOSTS, "every/opt/ainav/lib");
const KEY = "hosts/app/0+1 2.tar";
const PROVISION = "#!/bin/sh\necho provisioned with a umask of $(umask)\n";

type Entry = {
  path: string;
  content?: string;
  mode?: number;
  type?: "File" | "SymbolicLink" | "Link" | "CharacterDevice";
};

function tarball(...entries: Entry[]): Buffer {
  const blocks = entries.flatMap(({ path: name, content = "", mode = 0o644, type = "File" }) => {
    const header = new Header({
      path: name,
      mode,
      type,
      size: content.length,
      linkpath: type === "File" ? "" : "/etc",
    });
    header.encode();
    return [header.block as Buffer, Buffer.from(content), Buffer.alloc((512 - (content.length % 512)) % 512)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

const BUNDLE = tarball(
  { path: "opt/ainav/bin/provision", content: PROVISION, mode: 0o700 },
  { path: "etc/motd", content: "welcome", mode: 0o666 },
);

let host: HostMachine;
let metadata: MetadataServer;
let oss: BundleServer;
beforeEach(async () => {
  host = new HostMachine();
  metadata = new MetadataServer();
  oss = new BundleServer("ainav-hosts", "cn-hongkong");
  await Promise.all([metadata.start(), oss.start()]);
  host.environment.AINAV_METADATA_URL = metadata.url;
  host.environment.AINAV_OSS_URL = oss.url;
});
afterEach(async () => {
  host.remove();
  await Promise.all([metadata.stop(), oss.stop()]);
  expect([...metadata.failures, ...oss.failures]).toEqual([]);
});

/** Boots with user data as `bootScript` makes it. */
function boot(bundle: object) {
  const settings = { kind: "app", environment: "staging", region: "cn-hongkong", bundle };
  const program = readFileSync(path.join(LIBRARY, "boot.py"), "utf8");
  host.write("part-001", `${program}# host: ${JSON.stringify(settings)}`, 0o700);
  return host.run("part-001");
}

function expectNothingUnpacked(): void {
  expect(host.files).toEqual(["part-001"]);
}

describe("a host's first boot", () => {
  test("unpacks its bundle, keeps its settings for root alone, and provisions", async () => {
    const bundle = oss.store(KEY, BUNDLE);
    expect(await boot(bundle)).toMatchObject({
      exitCode: 0,
      output: "[boot] app host of staging\n[boot] unpacked; provisioning\nprovisioned with a umask of 0022",
    });
    expect(host.files).toEqual(["etc/ainav/host.json", "etc/motd", "opt/ainav/bin/provision", "part-001"]);
    expect(host.read("etc/motd")).toBe("welcome");
    expect([host.mode("etc/motd"), host.mode("opt/ainav/bin/provision")]).toEqual(["644", "755"]);
    expect(host.mode("etc/ainav/host.json")).toBe("600");
    expect(JSON.parse(host.read("etc/ainav/host.json"))).toEqual({
      kind: "app",
      environment: "staging",
      region: "cn-hongkong",
      bundle,
    });
  });

  test("gives the same result when it runs twice, and replaces files that were changed in between", async () => {
    const bundle = oss.store(KEY, BUNDLE);
    await boot(bundle);
    const files = host.files;
    host.write("etc/motd", "changed", 0o777);
    expect(await boot(bundle)).toMatchObject({ exitCode: 0 });
    expect(host.files).toEqual(files);
    expect([host.read("etc/motd"), host.mode("etc/motd")]).toEqual(["welcome", "644"]);
  });

  test("waits for its role, and for the role's keys", async () => {
    metadata.withoutRole = 2;
    metadata.withoutKeys = 2;
    const { exitCode, output } = await boot(oss.store(KEY, BUNDLE));
    expect(exitCode).toBe(0);
    expect(output.match(/metadata ram\/security-credentials\/: HTTP 404; trying again/g)).toHaveLength(2);
    expect(output.match(/the role has no keys yet; trying again/g)).toHaveLength(2);
  });

  test.each<[string, Answer[]]>([
    ["OSS is overloaded", [failure(503, "ServiceUnavailable"), failure(503, "ServiceUnavailable")]],
    ["the role's policy has not reached OSS", [failure(403, "AccessDenied")]],
    ["OSS breaks off", [{ status: 200, headers: { "Content-Length": "9999", Connection: "close" }, body: "half" }]],
  ])("tries again when %s", async (_, answers) => {
    oss.before.push(...answers);
    const { exitCode, output } = await boot(oss.store(KEY, BUNDLE));
    expect(output.match(/bundle .*; trying again/g)).toHaveLength(answers.length);
    expect(exitCode).toBe(0);
    expect(oss.requests).toBe(answers.length + 1);
  });

  test("gives up in the end, and logs only the error's code", async () => {
    oss.before.push(...Array(100).fill(failure(403, "SignatureDoesNotMatch")));
    const { exitCode, output } = await boot(oss.store(KEY, BUNDLE));
    expect(exitCode).toBe(1);
    expect(oss.requests).toBe(9);
    expect(output).toMatch(
      /\[boot\] failed: bundle ainav-hosts\/hosts\/app\/0\+1 2\.tar: HTTP 403 SignatureDoesNotMatch$/,
    );
    expect(output).not.toContain("Traceback");
    expectNothingUnpacked();
  });

  test("does not wait for a bundle that is not there", async () => {
    const { exitCode, output } = await boot({ bucket: "ainav-hosts", key: "hosts/app/gone.tar", sha256: "0" });
    expect(exitCode).toBe(1);
    expect(output).toContain("[boot] failed: bundle ainav-hosts/hosts/app/gone.tar: HTTP 404 NoSuchKey");
    expect(oss.requests).toBe(1);
    expectNothingUnpacked();
  });

  test("follows no redirect to another server with a signed request", async () => {
    oss.before.push({ status: 307, headers: { Location: `${metadata.url}/elsewhere` } });
    const { exitCode, output } = await boot(oss.store(KEY, BUNDLE));
    expect(exitCode).toBe(1);
    expect(output).toContain("HTTP 307");
  });

  test("unpacks nothing of a bundle with another checksum than the settings have", async () => {
    const bundle = oss.store(KEY, BUNDLE);
    const other = oss.store(KEY, tarball({ path: "etc/motd", content: "evil" }));
    const { exitCode, output } = await boot(bundle);
    expect(exitCode).toBe(1);
    expect(output).toContain(`SHA-256 is ${other.sha256}, not ${bundle.sha256}; nothing unpacked`);
    expectNothingUnpacked();
  });

  test.each<[string, Entry]>([
    ["a path out of the root", { path: "../evil" }],
    ["a path out of the root, further down", { path: "etc/../../evil" }],
    ["an absolute path", { path: "/tmp/evil" }],
    ["a symbolic link", { path: "etc/evil", type: "SymbolicLink" }],
    ["a hard link", { path: "etc/evil", type: "Link" }],
    ["a device", { path: "dev/evil", type: "CharacterDevice" }],
  ])("unpacks nothing of a bundle that has %s", async (_, entry) => {
    const bundle = oss.store(KEY, tarball({ path: "etc/motd", content: "welcome" }, entry));
    const { exitCode, output } = await boot(bundle);
    expect(exitCode).toBe(1);
    expect(output).toContain(`bundle: '${entry.path}' is not a plain file below the root; nothing unpacked`);
    expectNothingUnpacked();
  });

  test("says so when its user data has no settings", async () => {
    host.write("part-001", readFileSync(path.join(LIBRARY, "boot.py"), "utf8"), 0o700);
    const { exitCode, output } = await host.run("part-001");
    expect(exitCode).toBe(1);
    expect(output).toBe("[boot] failed: the last line does not begin with '# host: ': there are no settings");
  });
});

describe("OSS V4 signatures", () => {
  const HEADERS = { "x-oss-head1": "value", abc: "value", ZAbc: "value", XYZ: "value", "content-type": "text/plain" };
  const QUERY = {
    param1: "value1",
    "+param1": "value3",
    "|param1": "value4",
    "+param2": "",
    "|param2": "",
    param2: "",
  };

  // The first two are vectors of the vendor's own SDK.
  test.each([
    ["PUT", "", 1702743657, HEADERS, QUERY, "e21d18daa82167720f9b1047ae7e7f1ce7cb77a31e8203a7d5f4624fa0284afe"],
    ["PUT", "token", 1702784856, HEADERS, QUERY, "b94a3f999cf85bcdc00d332fbd3734ba03e48382c36fa4d5af5df817395bd9ea"],
    ["GET", "token", 1702784856, {}, {}, "79334c455bce56d44ee6e6accd2f6cf1aec83b896e4808463c15eaa5ca08ba50"],
  ])("of a %s with token '%s' at %d are the vendor's", async (method, token, now, headers, query, signature) => {
    const program = `
import json, sys
import boot
method, token, now, headers, query = json.loads(sys.argv[1])
keys = boot.Credentials("ak", "sk", token)
print(json.dumps(boot.sign_oss(method, "bucket", "1234+-/123/1.txt", "cn-hangzhou", keys, now, headers, query)))`;
    const input = JSON.stringify([method, token, now, headers, query]);
    const env = { PYTHONPATH: LIBRARY, PYTHONDONTWRITEBYTECODE: "1" };
    const signed = JSON.parse((await execa(PYTHON, ["-c", program, input], { env })).stdout);
    const date = new Date(now * 1000).toISOString().slice(0, 10).replaceAll("-", "");
    const scope = `${date}/cn-hangzhou/oss/aliyun_v4_request`;
    expect(signed.Authorization).toBe(`OSS4-HMAC-SHA256 Credential=ak/${scope},Signature=${signature}`);
    expect(signed["x-oss-security-token"]).toBe(token || undefined);
  });
});

test("the tests would notice a secret in the output", async () => {
  host.write("leak", `#!/bin/sh\necho ${CREDENTIALS.accessKeySecret}\n`, 0o755);
  await expect(host.run("leak")).rejects.toThrow("leak wrote");
});
