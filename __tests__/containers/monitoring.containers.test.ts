import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { ComposeProject } from "../support/docker/compose-project";
import { docker } from "../support/docker/docker";
import { monitoringImages } from "../support/docker/monitoring-images";
import type { HostMachine } from "../support/hosts/host-machine";
import { MetadataServer } from "../support/hosts/metadata-server";
import { MONITORING_SETTINGS, monitoringHost } from "../support/hosts/monitoring-host";
import { OpenApiServer } from "../support/hosts/openapi-server";
import type { Block } from "../support/synthesis";

const PURPOSES = [
  ...["alert-webhook", "search-master", "grafana-user", "grafana-password", "postgres-exporter", "redis-exporter"],
  ...["loki-access-key-id", "loki-access-key-secret"],
];
const SECRET = "never-shown";
/** The worker's smallest type has 4 GiB. The platform's workers need most of it. */
const MONITORING_MIB = 1400;

let host: HostMachine;
let metadata: MetadataServer;
let oos: OpenApiServer;
let monitoring: ComposeProject;
let agents: ComposeProject;

/** A host's compose file with paths below the host's root, and free ports of this machine. */
function placed(folder: string): string {
  const text = host
    .read(`opt/ainav/${folder}/compose.yaml`)
    .replaceAll("source: /", `source: ${host.root}/`)
    .replaceAll(", bind: { propagation: rslave }", "")
    .replaceAll(/ports: \["(.+):\d+:(\d+)"\]/g, 'ports: ["$1::$2"]');
  const file = path.join(host.root, "opt/ainav", folder, "placed.yaml");
  writeFileSync(file, text);
  return file;
}

beforeAll(async () => {
  host = monitoringHost({
    ...MONITORING_SETTINGS,
    secrets: Object.fromEntries(PURPOSES.map((purpose) => [purpose, `x/${purpose}`])),
  });
  const settings = JSON.parse(host.read("etc/ainav/host.json"));
  host.settings({ ...settings, dataDisk: { diskId: "d-1", mountPoint: "/data" } });
  host.write("etc/subuid", "dockremap:100000:65536\n");
  host.fake("mountpoint");
  metadata = new MetadataServer();
  oos = new OpenApiServer({ GetSecretParameter: ({ Name }) => ({ Parameter: { Value: `${SECRET}-${Name}` } }) });
  await Promise.all([metadata.start(), oos.start()]);
  Object.assign(host.environment, { AINAV_METADATA_URL: metadata.url, AINAV_OPENAPI_URL: oos.url });
  const { exitCode, output } = await host.provision(
    "54-monitoring-secrets",
    "65-monitoring-data",
    "86-agents",
    "87-monitoring",
  );
  expect([exitCode, output]).toEqual([0, expect.anything()]);
  expect(await host.run("opt/ainav/bin/secret-files")).toMatchObject({ exitCode: 0 });
  // Debian's Alertmanager is older than addresses in files.
  const alertmanager = "etc/ainav/monitoring/alertmanager.yml";
  host.write(alertmanager, host.read(alertmanager).replaceAll(/url_file: .*/g, "url: http://127.0.0.1:9/"));
  mkdirSync(path.join(host.root, "var/lib/docker/100000.100000/containers/c"), { recursive: true, mode: 0o700 });
  host.write("var/lib/docker/100000.100000/containers/c/c-json.log", "{}\n", 0o600);
  for (const list of ["hosts", "meilisearch"]) host.write(`var/lib/ainav/scrape-targets/${list}.json`, "[]");

  const environment = { AINAV_PRIVATE_ADDRESS: "127.0.0.9" };
  monitoring = new ComposeProject({ name: "monitoring-test", files: [placed("monitoring")], environment });
  agents = new ComposeProject({
    name: "agents-test",
    files: [placed("agents")],
    environment,
    profiles: ["nginx"],
  });
  const images = (await Promise.all([monitoring, agents].map((project) => project.config()))).flatMap(({ services }) =>
    Object.values<Block>(services).map(({ image }) => image as string),
  );
  await monitoringImages(images);
  await Promise.all([monitoring.up(), agents.up()]);
}, 600_000);

afterAll(async () => {
  await Promise.all([monitoring?.down(), agents?.down()]);
  host.remove();
  await Promise.all([metadata.stop(), oos.stop()]);
}, 120_000);

const inspected = async (project: ComposeProject): Promise<Block[]> => {
  const ids = (await project.containers()).map(({ ID }) => ID);
  return JSON.parse(await docker(["inspect", ...ids]));
};

describe("the monitoring of the worker host", () => {
  test("starts on a real engine with the files and secrets of its host, and becomes healthy", async () => {
    const states = Object.fromEntries((await monitoring.containers()).map(({ Service, Health }) => [Service, Health]));
    const services = ["prometheus", "alertmanager", "grafana", "loki", "redis-exporter", "postgres-exporter"];
    expect(states).toEqual(Object.fromEntries(services.map((service) => [service, "healthy"])));
  });

  test("has no port on all addresses, and Loki's alone on the host's own", async () => {
    const { services } = await monitoring.config();
    const published = Object.values<Block>(services).flatMap(({ ports = [] }) => ports);
    expect(published.map(({ host_ip, target }: Block) => `${host_ip}:${target}`).sort()).toEqual([
      "127.0.0.1:3000",
      "127.0.0.1:9090",
      "127.0.0.1:9093",
      "127.0.0.9:3100",
    ]);
  });

  test("is not root, writes to its data alone, and gets no privileges", async () => {
    for (const { Name, Config, HostConfig } of await inspected(monitoring)) {
      expect([Name, Config.User]).toEqual([Name, expect.stringMatching(/^[1-9]\d*:[1-9]\d*$/)]);
      expect([Name, HostConfig.ReadonlyRootfs, HostConfig.CapDrop, HostConfig.UsernsMode]).toEqual([
        Name,
        true,
        ["ALL"],
        "",
      ]);
      expect(HostConfig.RestartPolicy.Name).toBe("unless-stopped");
    }
  });

  test("shows no secret to whoever may inspect its containers", async () => {
    const text = JSON.stringify([await inspected(monitoring), await inspected(agents)]);
    expect(text).not.toContain(SECRET);
  });

  test("loads every rule and asks its own parts, through its own network", async () => {
    const query = (expression: string) =>
      monitoring.run(["exec", "-T", "prometheus", "promtool", "query", "instant", "http://127.0.0.1:9090", expression]);
    let answer = "";
    // The first scrapes come within 15 seconds.
    while (!/job="alertmanager"[^\n]*=> 1/.test(answer)) answer = await query("up");
    expect(await query("count(prometheus_rule_group_rules)")).toMatch(/=> [1-9]/);
  });

  test("leaves the platform's workers their memory", async () => {
    const limits = (await inspected(monitoring)).map(({ HostConfig }) => HostConfig.Memory / 2 ** 20);
    expect(limits.every((limit) => limit > 0)).toBe(true);
    expect(limits.reduce((sum, limit) => sum + limit, 0)).toBeLessThanOrEqual(MONITORING_MIB);
  });
});

describe("the agents of hosts", () => {
  test("start on a real engine and become healthy", async () => {
    const states = Object.fromEntries((await agents.containers()).map(({ Service, Health }) => [Service, Health]));
    expect(states).toEqual({ "node-exporter": "healthy", alloy: "healthy", "nginx-exporter": "" });
  });

  test("may read the logs of others, and no more", async () => {
    for (const { Name, HostConfig } of await inspected(agents)) {
      expect([Name, HostConfig.CapDrop, HostConfig.CapAdd ?? []]).toEqual([
        Name,
        ["ALL"],
        Name.includes("alloy") ? [expect.stringMatching(/DAC_READ_SEARCH$/)] : [],
      ]);
      expect([Name, HostConfig.ReadonlyRootfs, HostConfig.Privileged]).toEqual([Name, true, false]);
    }
  });
});
