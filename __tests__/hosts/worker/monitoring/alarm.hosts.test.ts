import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { StartedProgram } from "../../../support/celery/started-program";
import type { HostMachine } from "../../../support/hosts/host-machine";
import { monitoringHost } from "../../../support/hosts/monitoring-host";
import { relocated } from "../../../support/prometheus/relocated";
import type { Block } from "../../../support/synthesis";

/** Every wait of the configuration and the rules is this short, so that alerts come within seconds. */
const quick = (text: string) =>
  text
    .replaceAll(/^(\s*(?:scrape_interval|scrape_timeout|evaluation_interval|refresh_interval): ).*/gm, "$11s")
    .replaceAll(/^(\s*(?:group_wait|for): ).*/gm, "$11s")
    .replaceAll(/^(\s*group_interval: ).*/gm, "$11s");

let host: HostMachine;
let folder: string;
let receiver: Server;
let programs: StartedProgram[];
/** The alerts that people got, in the order in which they came. */
let received: Block[];
let onAlert: () => void;

beforeEach(async () => {
  host = monitoringHost();
  await host.provision("87-monitoring");
  folder = mkdtempSync(path.join(tmpdir(), "alarm-"));
  [programs, received, onAlert] = [[], [], () => {}];
  receiver = createServer((request, response) => {
    let body = "";
    request.on("data", (data) => {
      body += data;
    });
    request.on("end", () => {
      received.push(...JSON.parse(body).alerts);
      response.end();
      onAlert();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
});
afterEach(async () => {
  await Promise.all(programs.map((program) => program.stop()));
  receiver.closeAllConnections();
  receiver.close();
  host.remove();
  rmSync(folder, { recursive: true });
});

async function freePort(): Promise<number> {
  const server = createTcpServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function start(...command: [string, ...string[]]): StartedProgram {
  const program = new StartedProgram(command);
  programs.push(program);
  return program;
}

/** Waits for an alert that people get. */
async function alert(matches: (alert: Block) => boolean): Promise<Block> {
  for (;;) {
    const found = received.find(matches);
    if (found) return found;
    await new Promise<void>((resolve) => {
      onAlert = resolve;
    });
  }
}

test("a service that stops is an alert at the receiver within seconds, and so is its return", async () => {
  const [alertmanager, prometheus, exporter, nginx] = await Promise.all([1, 2, 3, 4].map(freePort));
  const { port } = receiver.address() as AddressInfo;
  const files = relocated(host, folder, {
    webhook: `http://127.0.0.1:${port}/`,
    change: (text) =>
      quick(text).replaceAll(/(?:alertmanager:9093|localhost:9090)/g, (target) =>
        target.startsWith("alert") ? `127.0.0.1:${alertmanager}` : `127.0.0.1:${prometheus}`,
      ),
  });
  // The rules wait for minutes.
  execFileSync("sed", ["-i", "-E", "s/^( *for: ).*/\\11s/", ...ruleFiles()]);
  const labels = { host: "i-1", kind: "app" };
  writeFileSync(
    path.join(files.targets, "hosts.json"),
    JSON.stringify([
      { targets: [`127.0.0.1:${exporter}`], labels: { ...labels, job: "node-exporter" } },
      // Nobody listens there: it goes down together with its host.
      { targets: [`127.0.0.1:${nginx}`], labels: { ...labels, job: "nginx" } },
    ]),
  );
  const watched = () =>
    start("prometheus-node-exporter", `--web.listen-address=127.0.0.1:${exporter}`, "--collector.disable-defaults");
  const machine = watched();
  start(
    "prometheus-alertmanager",
    `--config.file=${files.alertmanager}`,
    `--storage.path=${folder}/alertmanager`,
    `--web.listen-address=127.0.0.1:${alertmanager}`,
    "--cluster.listen-address=",
  );
  await start(
    "prometheus",
    `--config.file=${files.prometheus}`,
    `--storage.tsdb.path=${folder}/prometheus`,
    `--web.listen-address=127.0.0.1:${prometheus}`,
    // Alerts that fire before Prometheus knows its Alertmanager are sent again soon, and not a minute later.
    "--rules.alert.resend-delay=1s",
  ).says("Server is ready to receive web requests");

  // The Watchdog fires from the start.
  expect(await alert(({ labels: { alertname } }) => alertname === "Watchdog")).toMatchObject({ status: "firing" });
  // nginx is down and its host is not: people hear of it.
  const isDown = (job: string) => (one: Block) => one.labels.alertname === "ServiceDown" && one.labels.job === job;
  expect(await alert(isDown("nginx"))).toMatchObject({
    status: "firing",
    labels: { severity: "critical", host: "i-1" },
    annotations: { summary: "Service nginx is down" },
  });

  await machine.stop();
  expect(await alert(isDown("node-exporter"))).toMatchObject({
    status: "firing",
    labels: { severity: "critical", host: "i-1", instance: `127.0.0.1:${exporter}` },
  });
  watched();
  expect(await alert((one) => isDown("node-exporter")(one) && one.status === "resolved")).toBeDefined();
});

const ruleFiles = (): string[] =>
  execFileSync("find", [path.join(folder, "rules"), "-name", "*.yml"])
    .toString()
    .trim()
    .split("\n");
