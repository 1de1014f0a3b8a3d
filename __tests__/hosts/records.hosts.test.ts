import { mkdirSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import execa from "execa";
import { HostMachine, PYTHON } from "../support/hosts/host-machine";
import { type Answer, LoopbackServer } from "../support/oss-backend/loopback-server";

let host: HostMachine;
beforeEach(() => {
  host = new HostMachine();
  host.lay("every");
});
afterEach(() => host.remove());

describe("the audit", () => {
  test("starts with every boot, and has its rules", async () => {
    for (const name of ["systemctl", "augenrules"]) host.fake(name);
    expect(await host.provision("30-audit")).toMatchObject({ exitCode: 0 });
    expect(host.calls).toEqual(["systemctl enable --now auditd", "augenrules --load"]);
  });

  test("is installed where an image lacks it", async () => {
    for (const name of ["systemctl", "dnf"]) host.fake(name);
    expect((await host.provision("30-audit")).exitCode).toBe(1);
    expect(host.calls[0]).toBe("dnf install -y audit");
  });

  test("watches identities, sudoers, what people execute, and the time; each rule has a key to search by", () => {
    const rules = host.read("etc/audit/rules.d/50-ainav.rules").split("\n");
    const active = rules.filter((line) => line !== "" && !line.startsWith("#"));
    for (const rule of active)
      expect(rule).toMatch(/^(-w \/\S+ -p wa|-a always,exit -F arch=b(32|64) -S [\w,]+( -F \S+)+) -k \w+$/);
    for (const file of ["/etc/passwd", "/etc/shadow", "/etc/group", "/etc/sudoers", "/etc/sudoers.d/", "/etc/ssh/"]) {
      expect(active).toContainEqual(expect.stringContaining(`-w ${file} -p wa`));
    }
    for (const width of ["b64", "b32"]) {
      expect(active).toContain(
        `-a always,exit -F arch=${width} -S execve,execveat -F auid>=1000 -F auid!=unset -k people`,
      );
      expect(active).toContainEqual(expect.stringMatching(`arch=${width} -S adjtimex,settimeofday,clock_settime`));
    }
  });
});

describe("session recording", () => {
  test("has a folder that users add to, cannot list, and cannot take from", async () => {
    host.fake("chattr");
    for (let run = 0; run < 2; run++)
      expect(await host.provision("40-session-recording")).toMatchObject({ exitCode: 0 });
    expect(host.mode("var/log/ainav/sessions")).toBe("1733");
    expect(host.calls[0]).toBe("chattr +a /var/log/ainav/sessions");
  });

  /** Logs in as sshd lets a user in, with a terminal. */
  function logIn(folder: string, environment: Record<string, string>) {
    const command = [path.join(host.root, "opt/ainav/bin/record-session"), path.join(host.root, folder)];
    const program = "import os, pty, sys; sys.exit(os.WEXITSTATUS(pty.spawn(sys.argv[1:])))";
    const env = { ...host.environment, SHELL: "/bin/sh", ...environment };
    return execa(PYTHON, ["-c", program, ...command], { env, extendEnv: false, reject: false, input: "" });
  }

  test("keeps what a terminal shows, for its user and root alone, with its timing", async () => {
    host.use("script", "date", "id");
    mkdirSync(path.join(host.root, "sessions"));
    const { stdout, exitCode } = await logIn("sessions", { SSH_ORIGINAL_COMMAND: "echo answer-$((6 * 7)); exit 5" });
    expect(stdout).toContain("answer-42");
    expect(exitCode).toBe(5);
    const files = host.files.filter((file) => file.startsWith("sessions/"));
    expect(files).toEqual([
      expect.stringMatching(/^sessions\/\d{8}T\d{6}Z-\w+-\d+\.log$/),
      expect.stringMatching(/^sessions\/\d{8}T\d{6}Z-\w+-\d+\.timing$/),
    ]);
    expect(host.read(files[0] as string)).toContain("answer-42");
    expect(host.mode(files[0] as string)).toBe("600");
  });

  test("refuses a session that it cannot record", async () => {
    host.use("script", "date", "id");
    const { stdout, exitCode } = await logIn("no-such-folder", { SSH_ORIGINAL_COMMAND: "echo answer-$((6 * 7))" });
    expect(stdout).not.toContain("answer-42");
    expect(exitCode).not.toBe(0);
  });

  test("passes a session without a terminal on byte for byte, and logs its command line in the system log", async () => {
    host.fake("logger");
    host.use("id", "cat");
    const env = { ...host.environment, SHELL: "/bin/sh", SSH_ORIGINAL_COMMAND: "cat; exit 5" };
    const options = { env, extendEnv: false, reject: false, input: "\0\r\n\x1b", stripFinalNewline: false };
    const recorder = path.join(host.root, "opt/ainav/bin/record-session");
    expect(await execa(recorder, ["/nowhere"], options)).toMatchObject({ exitCode: 5, stdout: "\0\r\n\x1b" });
    expect(host.calls).toEqual([
      expect.stringMatching(/^logger -t record-session -p authpriv.info -- \w+ without a terminal: cat; exit 5$/),
    ]);
  });
});

describe("the log agent", () => {
  const INSTALLER = 'echo "installer $*"\n';

  class Release extends LoopbackServer {
    readonly before: Answer[] = [];
    readonly paths: string[] = [];
    protected override async answer({ path: asked }: { path: string }): Promise<Answer> {
      this.paths.push(asked);
      return this.before.shift() ?? { status: 200, body: INSTALLER };
    }
  }

  let release: Release;
  beforeEach(async () => {
    release = new Release();
    await release.start();
    host.environment.AINAV_LOGTAIL_URL = release.url;
    host.settings({ accountId: "1234567890123456", logIdentity: "ainav-staging-app" });
  });
  afterEach(() => release.stop());

  test("is installed for its region, with the identity and the account from the settings", async () => {
    release.before.push({ status: 503 });
    const { exitCode, output } = await host.provision("50-log-agent");
    expect(exitCode).toBe(0);
    expect(output).toContain("installer install cn-hongkong");
    expect(release.paths).toEqual(["/linux64/logtail.sh", "/linux64/logtail.sh"]);
    expect(host.read("etc/ilogtail/user_defined_id")).toBe("ainav-staging-app\n");
    expect(host.read("etc/ilogtail/users/1234567890123456")).toBe("");
  });

  test("is not installed again, but follows changed settings", async () => {
    host.write("usr/local/ilogtail/ilogtail", "", 0o755);
    host.settings({ accountId: "1234567890123456", logIdentity: "other" });
    expect(await host.provision("50-log-agent")).toMatchObject({ exitCode: 0 });
    expect(release.paths).toEqual([]);
    expect(host.read("etc/ilogtail/user_defined_id")).toBe("other\n");
  });
});
