import { once } from "node:events";
import { existsSync, rmSync } from "node:fs";
import path from "node:path";
import { setImmediate } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import execa from "execa";
import { HostMachine } from "../../support/hosts/host-machine";

const METRICS = "var/lib/ainav/metrics/job-crawlers.prom";
const IMAGES = "var/lib/ainav/release/images.env";

let host: HostMachine;
beforeEach(() => {
  host = new HostMachine();
  host.lay("every", "docker", "services");
  table(3600);
  host.write(IMAGES, "CRAWLERS_IMAGE=registry.example.com/automation@sha256:0\n");
  docker();
  for (const name of ["cat", "rm", "sleep"]) host.use(name);
});
afterEach(() => host.remove());

function table(deadlineSeconds: number): void {
  const services = [
    { name: "celery-worker", kind: "worker" },
    { name: "crawlers", kind: "cron", deadlineSeconds },
  ];
  host.write("opt/ainav/services/services.json", JSON.stringify({ project: "ainav", services }));
}

/**
 * Fakes the engine: `run` keeps a container for as long as the file `container` is there, and then ends with the status in
 * `status`. Without `endless` it ends at once. `stop` and `rm` remove the container.
 */
function docker(status = 0, endless = false): void {
  const container = `"${host.root}/container"`;
  host.fake(
    "docker",
    `case "$*" in
      *" run "*) ${endless ? `echo 1 > ${container}; while [ -e ${container} ]; do sleep 0.01; done` : ":"}; exit ${status} ;;
      ps*) if [ -e ${container} ]; then echo c0ffee; fi ;;
      stop*) rm -f ${container} ;;
    esac`,
  );
}

const job = (...args: string[]) => host.run("opt/ainav/bin/run-job", ...args);
const metric = (name: string) => new RegExp(`^${name}{name="crawlers"} (\\S+)$`, "m").exec(host.read(METRICS))?.[1];

/** Starts a run that does not end by itself, and waits until its container is there. */
async function start(): Promise<{ readonly run: execa.ExecaChildProcess }> {
  docker(0, true);
  const program = path.join(host.root, "opt/ainav/bin/run-job");
  const run = execa(program, ["crawlers"], { env: host.environment, extendEnv: false, reject: false, all: true });
  while (!existsSync(path.join(host.root, "container"))) await setImmediate();
  // Returned by itself it would be awaited.
  return { run };
}

describe("a run of a job", () => {
  test("is a container of the release's image that is gone afterwards, and notes its success", async () => {
    expect(await job("crawlers")).toMatchObject({ exitCode: 0 });
    const run = host.calls.find((call) => call.includes(" run "));
    expect(run).toBe(
      "docker --config /run/ainav/secrets/registry compose --project-directory /opt/ainav/services " +
        "--file /opt/ainav/services/compose.yaml --project-name ainav --env-file /var/lib/ainav/release/images.env " +
        "run --rm --no-deps -T --name ainav-job-crawlers crawlers",
    );
    expect(metric("ainav_job_last_run_failed")).toBe("0");
    expect(metric("ainav_job_last_success_timestamp_seconds")).toMatch(/^\d{10}$/);
  });

  test("that fails ends with its status, and the last success stays noted", async () => {
    host.write(METRICS, 'ainav_job_last_success_timestamp_seconds{name="crawlers"} 1700000000\n');
    docker(3);
    expect(await job("crawlers")).toMatchObject({ exitCode: 3 });
    expect(metric("ainav_job_last_run_failed")).toBe("1");
    expect(metric("ainav_job_last_success_timestamp_seconds")).toBe("1700000000");
  });

  test("is ended at its deadline", async () => {
    table(0.2);
    docker(0, true);
    const { exitCode, output } = await job("crawlers");
    expect(exitCode).toBe(124);
    expect(output).toContain("crawlers: ended after 0.2 seconds, its deadline");
    expect(host.calls).toEqual(expect.arrayContaining(["docker stop c0ffee", "docker rm --force c0ffee"]));
    expect(metric("ainav_job_last_run_failed")).toBe("1");
  });

  test.each(["SIGTERM", "SIGINT"] as const)("is stopped along with run-job: %s", async (signal) => {
    const { run } = await start();
    run.kill(signal);
    expect(await run).toMatchObject({ exitCode: 143 });
    expect(host.calls).toContain("docker stop c0ffee");
  });

  test("waits for the one before it", async () => {
    const { run: first } = await start();
    const second = job("crawlers");
    let isOver = false;
    void second.then(() => {
      isOver = true;
    });
    for (let turn = 0; turn < 2000; turn++) await setImmediate();
    expect([isOver, host.calls.filter((call) => call.includes(" run ")).length]).toEqual([false, 1]);
    docker();
    rmSync(path.join(host.root, "container"));
    expect((await Promise.all([first, second])).map(({ exitCode }) => exitCode)).toEqual([0, 0]);
  });

  test("ends a container that a killed run has left, because it has no deadline any more", async () => {
    const { run: killed } = await start();
    killed.kill("SIGKILL");
    // The container's client goes on, and with it the output.
    await once(killed, "exit");
    docker();
    expect(await job("crawlers")).toMatchObject({ exitCode: 0 });
    const calls = host.calls.slice(host.calls.indexOf("docker stop c0ffee"));
    expect(calls[1]).toBe("docker rm --force c0ffee");
    expect(calls[2]).toContain(" run ");
    // Migrations run in such containers, too.
    expect(host.calls.filter((call) => call.startsWith("docker ps"))[0]).toContain("name=^/?ainav-job-");
  });
});

describe("a job that cannot run", () => {
  test("is none yet on a host without a release", async () => {
    host.write(IMAGES, "CELERY_WORKER_IMAGE=x\n");
    const { exitCode, output } = await job("crawlers");
    expect([exitCode, output]).toEqual([0, "crawlers: this host has no release yet; nothing to run"]);
    expect(host.calls).toEqual([]);
  });

  test("is named with those that there are", async () => {
    const { exitCode, output } = await job("celery-worker");
    expect([exitCode, output]).toEqual([1, "run-job: no job celery-worker; there are crawlers"]);
    expect(await job()).toMatchObject({ exitCode: 1, output: "usage: run-job NAME" });
  });
});

describe("the variables of the platform's services", () => {
  const step = () => host.provision("85-services");

  test("are a file that Compose takes as it is", async () => {
    const environment = { SITE_URL: "https://example.com/?a=b", REDIS_PREFIX: "{celery}$1 '\"" };
    host.settings({ services: { environment } });
    expect(await step()).toMatchObject({ exitCode: 0, output: expect.stringContaining("2 variables") });
    expect(host.read("etc/ainav/services.env")).toBe(
      "REDIS_PREFIX={celery}$1 '\"\nSITE_URL=https://example.com/?a=b\n",
    );
  });

  test.each([{ "A-B": "x" }, { NAME: "two\nlines" }])(
    "are refused when Compose would read them otherwise: %p",
    async (environment) => {
      host.settings({ services: { environment } });
      expect(await step()).toMatchObject({ exitCode: 1, output: expect.stringContaining("services.environment: ") });
      expect(existsSync(path.join(host.root, "etc/ainav/services.env"))).toBe(false);
    },
  );
});
