import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { BACKUPS, BackupHost } from "../../support/backups/backup-host";

let host: BackupHost;
beforeEach(async () => {
  host = new BackupHost();
});
afterEach(() => host.stop());

const UNITS = "etc/systemd/system";
const units = () => host.machine.files.filter((file) => file.startsWith(UNITS)).map((file) => path.basename(file));
const timers = () => units().filter((name) => /^ainav-(backup@.+|restore-test)\.timer$/.test(name));
const calendar = (name: string) => /^OnCalendar=(.*)$/m.exec(host.machine.read(`${UNITS}/${name}.timer`))?.[1];

describe("timers", () => {
  test("back up PostgreSQL at 03:00, Redis every six hours and uploads daily, and test a restore weekly", async () => {
    await host.start("worker", {});
    expect(timers()).toEqual([
      "ainav-backup@postgres.timer",
      "ainav-backup@redis.timer",
      "ainav-backup@uploads.timer",
      "ainav-restore-test.timer",
    ]);
    expect(calendar("ainav-backup@postgres")).toBe("*-*-* 03:00:00 Asia/Shanghai");
    expect(calendar("ainav-backup@redis")).toBe("*-*-* 00/6:00:00 Asia/Shanghai");
    expect(calendar("ainav-backup@uploads")).toBe("*-*-* 01:00:00 Asia/Shanghai");
    expect(calendar("ainav-restore-test")).toBe("Sun *-*-* 05:00:00 Asia/Shanghai");
  });

  test("back up the search index every four hours, also at 04:00", async () => {
    await host.start("search", {});
    expect(timers()).toEqual(["ainav-backup@search.timer"]);
    expect(calendar("ainav-backup@search")).toBe("*-*-* 00/4:00:00 Asia/Shanghai");
  });

  test.each(["worker", "search"] as const)(
    "of a %s host make up for a missed time, and each starts a program",
    async (kind) => {
      await host.start(kind, {});
      for (const timer of timers()) {
        expect(host.machine.read(`${UNITS}/${timer}`)).toContain("\nPersistent=true\n");
        const service = timer.replace(/(@.*)?\.timer$/, (_, instance) => (instance ? "@.service" : ".service"));
        const [, program = ""] = /^ExecStart=(\S+)/m.exec(host.machine.read(`${UNITS}/${service}`)) ?? [];
        expect(host.machine.mode(program)).toBe("755");
      }
    },
  );

  test("are no business of the step that gives a new host the metrics of the backups that are there", async () => {
    await host.start("worker", {});
    const manifest = { time: "2026-11-30T16:00:00Z", key: "redis/2026/11/x.resp", size: 5, sha256: "", seconds: 2 };
    host.moveTo("2026-11-30T16:00:00Z", { ...manifest, details: {} });
    expect(await host.machine.provision("87-backups")).toMatchObject({ exitCode: 0 });
    expect(host.machine.calls).toEqual([]);
    expect(host.metrics("redis")).toMatchObject({ last_success_timestamp_seconds: 1796054400, size_bytes: 5 });
    expect(host.oss.keys(BACKUPS)).toHaveLength(1);
  });
});

test("the database's client has the server's major version, from a repository whose packages are signed", async () => {
  await host.start("worker", {});
  host.machine.fake("dnf");
  expect(await host.machine.provision("80-database-client")).toMatchObject({ exitCode: 0 });
  expect(host.machine.calls).toEqual(["dnf module disable -y postgresql", "dnf install -y postgresql16"]);
  const repository = host.machine.read("etc/yum.repos.d/pgdg.repo");
  expect(repository).toContain("/16/redhat/rhel-8-$basearch\n");
  expect(repository).toContain("gpgcheck=1");
  host.machine.write("usr/pgsql-16/bin/pg_dump", "");
  await host.machine.provision("80-database-client");
  expect(host.machine.calls).toHaveLength(2);
});
