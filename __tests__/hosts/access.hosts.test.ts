import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { HostMachine } from "../support/hosts/host-machine";

let host: HostMachine;
beforeEach(() => {
  host = new HostMachine();
  host.lay("every");
});
afterEach(() => host.remove());

describe("administrators' access", () => {
  beforeEach(() => host.fake("useradd"));

  test("makes the user once, with the keys of the settings where only root can change them", async () => {
    host.fake("id", "exit 1");
    host.settings({ adminKeys: ["ssh-ed25519 AAAA ada", "ssh-ed25519 BBBB grace "] });
    expect(await host.provision("10-admin-keys")).toMatchObject({ exitCode: 0 });
    expect(host.calls).toContain("useradd --create-home --shell /bin/bash ecs-user");
    expect(host.read("etc/ssh/authorized_keys/ecs-user")).toBe("ssh-ed25519 AAAA ada\nssh-ed25519 BBBB grace\n");
    expect(host.mode("etc/ssh/authorized_keys/ecs-user")).toBe("644");
    expect(host.mode("etc/sudoers.d/ecs-user")).toBe("440");

    host.fake("id");
    host.settings({ adminKeys: ["ssh-ed25519 BBBB grace"] });
    expect(await host.provision("10-admin-keys")).toMatchObject({ exitCode: 0 });
    expect(host.calls.filter((call) => call.startsWith("useradd"))).toHaveLength(1);
    expect(host.read("etc/ssh/authorized_keys/ecs-user")).toBe("ssh-ed25519 BBBB grace\n");
  });
});

describe("sshd's configuration", () => {
  const IMAGE = "PermitRootLogin yes\nPasswordAuthentication yes\nSubsystem sftp /usr/libexec/openssh/sftp-server\n";

  beforeEach(() => {
    host.write("etc/ssh/sshd_config", IMAGE, 0o600);
    for (const name of ["sshd", "systemctl"]) host.fake(name);
  });

  /** What sshd takes: of several values of a keyword, the first. */
  function effective(keyword: string): string | undefined {
    const lines = host.read("etc/ssh/sshd_config").split("\n");
    return lines.find((line) => line.startsWith(`${keyword} `))?.slice(keyword.length + 1);
  }

  test("has our values before those of the image, however often it is made", async () => {
    await host.provision("20-sshd");
    const once = host.read("etc/ssh/sshd_config");
    await host.provision("20-sshd");
    expect(host.read("etc/ssh/sshd_config")).toBe(once);
    expect(once.endsWith(IMAGE)).toBe(true);
    expect(host.mode("etc/ssh/sshd_config")).toBe("600");
    for (const keyword of [
      "PasswordAuthentication",
      "ChallengeResponseAuthentication",
      "PermitRootLogin",
      "X11Forwarding",
      "AllowAgentForwarding",
      "AllowTcpForwarding",
    ]) {
      expect([keyword, effective(keyword)]).toEqual([keyword, "no"]);
    }
    expect(Number(effective("MaxAuthTries"))).toBeLessThanOrEqual(4);
    expect(effective("AuthorizedKeysFile")).toBe("/etc/ssh/authorized_keys/%u");
    expect(effective("ForceCommand")).toBe("/opt/ainav/bin/record-session /var/log/ainav/sessions");
    expect(host.calls.at(-1)).toBe("systemctl reload-or-restart sshd");
  });

  test("lets connections through the bastion alone, to other hosts' SSH alone", async () => {
    host.lay("bastion");
    await host.provision("20-sshd");
    expect(effective("AllowTcpForwarding")).toBe("local");
    expect(effective("PermitOpen")).toBe("*:22");
    expect(effective("PermitRootLogin")).toBe("no");
  });

  test("lets people reach the worker's monitoring, which listens on loopback, and nothing else", async () => {
    host.lay("worker");
    await host.provision("20-sshd");
    expect(effective("AllowTcpForwarding")).toBe("local");
    expect(effective("PermitOpen")).toBe("127.0.0.1:3001 127.0.0.1:9090 127.0.0.1:9093");
    expect(effective("PermitRootLogin")).toBe("no");
  });

  test("stays as it was when sshd would refuse it", async () => {
    host.fake("sshd", "exit 255");
    const { exitCode, output } = await host.provision("20-sshd");
    expect(exitCode).toBe(1);
    expect(output).toContain("step 20-sshd failed");
    expect(host.read("etc/ssh/sshd_config")).toBe(IMAGE);
    expect(host.calls).toEqual(["sshd -t -f /etc/ssh/sshd_config.candidate"]);
  });
});
