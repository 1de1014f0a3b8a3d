import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { HostMachine } from "../../support/hosts/host-machine";
import { MetadataServer, PRIVATE_ADDRESS } from "../../support/hosts/metadata-server";
import { type Answer, LoopbackServer } from "../../support/oss-backend/loopback-server";

const KEY_FILE = "etc/pki/rpm-gpg/RPM-GPG-KEY-docker-ce";

/** The mirror, which serves the key of the packages. */
class Mirror extends LoopbackServer {
  key = "";

  protected override async answer(): Promise<Answer> {
    return { status: 200, body: this.key };
  }
}

/** A key that gpg has made just now, and its fingerprint. */
function makeKey(): { readonly key: string; readonly fingerprint: string } {
  const home = mkdtempSync(path.join(tmpdir(), "gpg-"));
  const gpg = (...args: string[]) =>
    execFileSync("gpg", ["--homedir", home, "--batch", "--quiet", ...args], { stdio: ["ignore", "pipe", "ignore"] })
      .toString()
      .trim();
  try {
    gpg("--passphrase", "", "--quick-generate-key", "packages", "ed25519", "sign", "never");
    const records = gpg("--with-colons", "--list-keys").split("\n");
    const fingerprint = records.find((line) => line.startsWith("fpr"))?.split(":")[9] ?? "";
    return { key: gpg("--armor", "--export"), fingerprint };
  } finally {
    execFileSync("gpgconf", ["--homedir", home, "--kill", "all"]);
    rmSync(home, { recursive: true, force: true });
  }
}

let host: HostMachine;
let mirror: Mirror;
let made: ReturnType<typeof makeKey>;

beforeEach(async () => {
  made = makeKey();
  mirror = new Mirror();
  mirror.key = `${made.key}\n`;
  await mirror.start();
  host = new HostMachine();
  host.lay("every", "docker");
  host.environment.AINAV_DOCKER_KEY_URL = mirror.url;
  host.use("gpg");
  for (const name of ["dnf", "systemctl", "useradd"]) host.fake(name);
  host.fake("rpm", "exit 1");
  host.fake("id", "exit 1");
  // Other users' ranges, as useradd makes them.
  for (const file of ["etc/subuid", "etc/subgid"]) host.write(file, "ecs-user:100000:65536\n");
  expectKey(made.fingerprint);
});
afterEach(async () => {
  host.remove();
  await mirror.stop();
});

/** Has the step expect a key of the test, because nobody here can sign like Docker. */
function expectKey(fingerprint: string): void {
  const file = "opt/ainav/provision.d/45-docker";
  const text = host.read(file);
  const changed = text.replace("060A61C51B558A7F742B77AAC52FEB6B621E9F35", fingerprint);
  expect(changed).not.toBe(text);
  host.write(file, changed, 0o755);
}

const step = () => host.provision("45-docker");

describe("the step that installs Docker", () => {
  test("installs pinned versions from the mirror inside Alibaba Cloud, and starts the engine", async () => {
    expect(await step()).toMatchObject({ exitCode: 0 });
    const [installed = ""] = host.calls.filter((call) => call.startsWith("dnf install"));
    for (const name of ["docker-ce", "docker-ce-cli", "containerd.io", "docker-compose-plugin"])
      expect(installed).toMatch(new RegExp(` ${name}-\\d+\\.\\d+\\.\\d+( |$)`));
    expect(host.calls.at(-1)).toBe("systemctl enable --now docker");
    const repository = host.read("etc/yum.repos.d/docker-ce.repo");
    expect(repository).toContain("baseurl=http://mirrors.cloud.aliyuncs.com/docker-ce/");
    expect(repository).toContain("\ngpgcheck=1\n");
    expect(repository).toContain(`gpgkey=file:///${KEY_FILE}\n`);
    expect(host.read(KEY_FILE)).toBe(mirror.key);
  });

  test("needs neither mirror nor key when the versions are there", async () => {
    host.fake("rpm");
    await mirror.stop();
    expect(await step()).toMatchObject({ exitCode: 0 });
    expect(host.calls.filter((call) => call.startsWith("dnf"))).toEqual([]);
    await mirror.start();
  });

  test.each([
    ["another key", () => makeKey().key],
    ["another key beside the right one", () => `${made.key}\n${makeKey().key}\n`],
    ["no key", () => "<html>404</html>"],
  ])("installs nothing when the mirror has %s", async (_, key) => {
    mirror.key = key();
    const { exitCode, output } = await step();
    expect(exitCode).toBe(1);
    expect(output).toContain("nothing installed");
    expect(existsSync(path.join(host.root, KEY_FILE))).toBe(false);
    expect(host.calls.filter((call) => /^(dnf|systemctl)/.test(call))).toEqual([]);
  });

  test("maps the users of containers to a range that is nobody else's", async () => {
    await step();
    expect(host.calls).toContain("useradd --system --no-create-home --shell /sbin/nologin dockremap");
    for (const file of ["etc/subuid", "etc/subgid"]) expect(host.read(file)).toBe("dockremap:100000:65536\n");
  });

  test("refuses a data root that is not on the encrypted system disk", async () => {
    mkdirSync(path.join(host.root, "var/lib"), { recursive: true });
    // A file system of its own on every Linux.
    symlinkSync("/dev/shm", path.join(host.root, "var/lib/docker"));
    const { exitCode, output } = await step();
    expect(exitCode).toBe(1);
    expect(output).toContain("/var/lib/docker is not on the system disk");
    expect(host.calls).toEqual([]);
  });
});

test("ports are published on the host's private address, which units know", async () => {
  const metadata = new MetadataServer();
  await metadata.start();
  host.environment.AINAV_METADATA_URL = metadata.url;
  expect(await host.provision("47-private-address")).toMatchObject({ exitCode: 0 });
  expect(host.read("etc/ainav/host.env")).toBe(`AINAV_PRIVATE_ADDRESS=${PRIVATE_ADDRESS}\n`);
  await metadata.stop();
});
