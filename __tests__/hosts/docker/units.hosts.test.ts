import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import execa from "execa";
import { HOST_FOLDERS } from "../../../environments/schema/host-folders";
import { jobTimers } from "../../../stacks/region/compute/services-on-hosts/job-timers";
import { production } from "../../support/fixture/environments/production";
import { checked } from "../../support/fixture/stacks";
import { findProgram, HostMachine } from "../../support/hosts/host-machine";

const UNITS = "etc/systemd/system";
/** Units of packages, which the project's own name. */
const PACKAGES = ["docker", "nginx"];

let host: HostMachine;
beforeEach(() => {
  host = new HostMachine();
  host.fake("systemctl");
});
afterEach(() => host.remove());

function layUnits(kind: keyof typeof HOST_FOLDERS): void {
  host.lay(...HOST_FOLDERS[kind]);
  if (kind !== "worker") return;
  for (const [file, text] of Object.entries(jobTimers(checked(production).services))) host.write(file, text);
}

const units = () => readdirSync(path.join(host.root, UNITS)).filter((name) => name.startsWith("ainav-"));

/** Whether this kind of host uses a unit: a template such as `ainav-backup@.service` only where a timer has an instance. */
const isUsed = (name: string) =>
  !name.includes("@.") || units().some((each) => new RegExp(`^${name.split("@")[0]}@.+\\.timer$`).test(each));

describe("the units of each kind of host", () => {
  test.each(["app", "worker", "search"] as const)(
    "%s: systemd can read them, and their programs are there",
    async (kind) => {
      layUnits(kind);
      const folder = path.join(host.root, UNITS);
      const stubs = PACKAGES.map((name) => `${UNITS}/${name}.service`);
      for (const stub of stubs) host.write(stub, "[Service]\nExecStart=/bin/true\n");
      // systemd looks for programs on this machine.
      for (const name of units()) {
        const text = host.read(`${UNITS}/${name}`).replaceAll("=/opt/ainav/", `=${host.root}/opt/ainav/`);
        host.write(`${UNITS}/${name}`, text);
      }
      const files = units()
        .filter(isUsed)
        .map((name) => path.join(folder, name));
      expect(files.length).toBeGreaterThan(2);
      const options = { env: { SYSTEMD_UNIT_PATH: `${folder}:/lib/systemd/system` }, all: true, reject: false };
      const { all, exitCode } = await execa(
        findProgram("systemd-analyze", "install systemd"),
        ["verify", ...files],
        options,
      );
      expect([exitCode, all]).toEqual([0, ""]);
    },
  );

  test("use nothing that systemd 239, the hosts' version, lacks: no restarts of services of the type oneshot", () => {
    for (const kind of ["app", "worker", "search"] as const) layUnits(kind);
    const texts = units().map((name) => [name, host.read(`${UNITS}/${name}`)] as const);
    const oneshot = texts.filter(([, text]) => text.includes("\nType=oneshot\n"));
    expect(oneshot.length).toBeGreaterThan(0);
    expect(oneshot.filter(([, text]) => text.includes("\nRestart=")).map(([name]) => name)).toEqual([]);
    expect(texts.filter(([, text]) => /\nType=(exec|notify-reload)\n/.test(text))).toEqual([]);
  });
});

describe("the step that starts the units", () => {
  const step = () => host.provision("88-units");

  test("enables those that something wants, and waits for none", async () => {
    layUnits("search");
    expect(await step()).toMatchObject({ exitCode: 0 });
    const wanted = "ainav-agents.service ainav-backup@search.timer ainav-search.service ainav-secret-files.timer";
    expect(host.calls).toEqual([
      "systemctl daemon-reload",
      `systemctl enable ${wanted}`,
      `systemctl start --no-block ${wanted}`,
    ]);
  });

  test("leaves what runs once to its own step, and starts the times of jobs", async () => {
    layUnits("worker");
    host.write(`${UNITS}/ainav-once.service`, "[Service]\nType=oneshot\n\n[Install]\nWantedBy=multi-user.target\n");
    await step();
    const [, enabled = "", started = ""] = host.calls;
    expect(enabled).toContain(" ainav-once.service");
    expect(started).not.toContain("ainav-once.service");
    expect(started).toContain(" ainav-job-crawlers.timer");
    expect(started).not.toContain("ainav-job-crawlers.service");
  });
});

test("a service of the host is stopped before the engine, and is not stopped with it", () => {
  layUnits("search");
  const text = readFileSync(path.join(host.root, UNITS, "ainav-search.service"), "utf8");
  expect(text).toMatch(/^After=.*docker\.service/m);
  expect(text).not.toMatch(/^(Requires|BindsTo|PartOf)=.*docker/m);
});
