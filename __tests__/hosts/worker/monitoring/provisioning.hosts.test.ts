import { mkdirSync, statSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { parseYaml } from "../../../../constructs/kubernetes/helm/helm-values";
import type { HostMachine } from "../../../support/hosts/host-machine";
import { MetadataServer } from "../../../support/hosts/metadata-server";
import { MONITORING, MONITORING_SETTINGS, monitoringHost } from "../../../support/hosts/monitoring-host";
import type { Block } from "../../../support/synthesis";

let host: HostMachine;
beforeEach(() => {
  host = monitoringHost();
  host.write("etc/subuid", "dockremap:100000:65536\n");
});
afterEach(() => host.remove());

/** The variables of a file that Compose reads. */
const variables = (file: string) =>
  Object.fromEntries(
    host
      .read(file)
      .trim()
      .split("\n")
      .map((line) => line.split(/=(.*)/s).slice(0, 2)),
  );

describe("the monitoring's data", () => {
  beforeEach(() => {
    host.settings({ services: MONITORING_SETTINGS, dataDisk: { diskId: "d-1", mountPoint: "/data" } });
  });

  test("is in folders of the data disk that belong to the users of its containers", async () => {
    host.fake("mountpoint");
    mkdirSync(path.join(host.root, "data/loki/chunks"), { recursive: true });
    expect(await host.provision("65-monitoring-data")).toMatchObject({ exitCode: 0 });
    for (const [name, user] of Object.entries({ prometheus: 65534, alertmanager: 65534, grafana: 472, loki: 10001 })) {
      expect([name, host.mode(`data/${name}`)]).toEqual([name, "700"]);
      const owner = process.getuid?.() === 0 ? 100000 + user : process.getuid?.();
      expect([name, statSync(path.join(host.root, "data", name)).uid]).toEqual([name, owner]);
    }
    // What a container with another user has left behind.
    const inside = statSync(path.join(host.root, "data/loki/chunks")).uid;
    expect(inside).toBe(process.getuid?.() === 0 ? 110001 : process.getuid?.());
  });

  test("is never on the system disk", async () => {
    host.fake("mountpoint", "exit 1");
    const { exitCode, output } = await host.provision("65-monitoring-data");
    expect(exitCode).toBe(1);
    expect(output).toContain("no data disk is mounted");
    expect(host.files.filter((file) => file.startsWith("data/"))).toEqual([]);
  });
});

describe("the monitoring's settings", () => {
  test("say where database, Redis and logs are, and how long metrics and logs are kept", async () => {
    expect(await host.provision("87-monitoring")).toMatchObject({ exitCode: 0 });
    expect(variables(`${MONITORING}/.env`)).toEqual({
      METRICS_RETENTION: "15d",
      LOKI_BUCKET: "x-loki",
      LOKI_REGION: "cn-hongkong",
      LOKI_ENDPOINT: "s3.oss-cn-hongkong-internal.aliyuncs.com",
      LOKI_RETENTION: "2160h",
      REDIS_ADDRESS: "redis.example:6379",
      REDIS_USER: "exporter",
      POSTGRES_ADDRESS: "pg.example:5432",
      POSTGRES_DATABASE: "ainav",
      POSTGRES_USER: "ainav_exporter",
    });
  });

  const watchdog = () => {
    const { route } = parseYaml(host.read("etc/ainav/monitoring/alertmanager.yml")) as Block;
    return route.routes.find(({ matchers }: Block) => matchers.includes("alertname = Watchdog"));
  };

  test("send the Watchdog to people once a day when nobody else waits for it", async () => {
    await host.provision("87-monitoring");
    expect(watchdog()).toMatchObject({ receiver: "webhook", repeat_interval: "1d" });
  });

  test("send it every five minutes to the service that waits for it, when its address is a secret", async () => {
    const secrets = { ...MONITORING_SETTINGS.secrets, "alert-heartbeat": "x/alert-heartbeat" };
    host.settings({ services: { ...MONITORING_SETTINGS, secrets } });
    await host.provision("54-monitoring-secrets", "87-monitoring");
    expect(watchdog()).toMatchObject({ receiver: "heartbeat", repeat_interval: "5m" });
    const listed = JSON.parse(host.read("opt/ainav/secrets.d/monitoring-here.json")) as Block[];
    expect(listed.find(({ consumer }) => consumer === "alertmanager")?.purposes).toEqual([
      "alert-webhook",
      "alert-heartbeat",
    ]);
  });
});

describe("the monitoring's secrets", () => {
  /** The files that secret-files would write, by consumer: it fills in what is in braces. */
  async function written(values: Record<string, string>): Promise<Record<string, Record<string, string>>> {
    await host.provision("54-monitoring-secrets");
    const files = ["monitoring", "monitoring-here"].map((name) => host.read(`opt/ainav/secrets.d/${name}.json`));
    const script = `
import json, sys
import secret_files
values = json.loads(sys.argv[1])
print(json.dumps({c.name: {n: secret_files.fill(t, values) for n, t in c.texts.items()} for c in secret_files.consumers()}))
`;
    host.write(
      "opt/ainav/bin/fill",
      `#!/usr/bin/env python3\nimport sys\nsys.path.insert(0, "${host.root}/opt/ainav/lib")\n${script}`,
      0o755,
    );
    const { stdout } = await host.run("opt/ainav/bin/fill", JSON.stringify(values));
    expect(files.join()).not.toContain("p@ss");
    return JSON.parse(stdout);
  }

  test("are files in the form that each program reads", async () => {
    const values = {
      "alert-webhook": "https://alerts.example/x",
      "grafana-user": "admin",
      "grafana-password": "g",
      "loki-access-key-id": "LTAI",
      "loki-access-key-secret": "p@ss",
      "postgres-exporter": "p",
      "redis-exporter": 'p@ss"word\\',
      "search-master": "m",
    };
    const consumers = await written(values);
    expect(consumers.alertmanager).toEqual({ "alert-webhook": "https://alerts.example/x" });
    expect(consumers.loki?.s3).toBe("[default]\naws_access_key_id = LTAI\naws_secret_access_key = p@ss\n");
    expect(JSON.parse(consumers["redis-exporter"]?.["passwords.json"] ?? "")).toEqual({
      "redis://exporter@redis.example:6379": 'p@ss"word\\',
    });
    expect(consumers["postgres-exporter"]).toEqual({ "postgres-exporter": "p" });
    expect(consumers.prometheus).toEqual({ "search-master": "m" });
    expect(consumers.grafana).toEqual({ "grafana-user": "admin", "grafana-password": "g" });
  });
});

describe("the agents' settings", () => {
  let metadata: MetadataServer;
  beforeEach(async () => {
    metadata = new MetadataServer();
    await metadata.start();
    host.environment.AINAV_METADATA_URL = metadata.url;
  });
  afterEach(() => metadata.stop());

  test.each([
    ["app", "nginx"],
    ["worker", ""],
    ["search", ""],
  ])("of a host of kind %s start nginx' exporter only where nginx is", async (kind, profiles) => {
    host.settings({ kind, services: { monitoring: { lokiUrl: "http://monitoring.example:3100" } } });
    expect(await host.provision("86-agents")).toMatchObject({ exitCode: 0 });
    expect(variables("opt/ainav/agents/.env")).toEqual({
      COMPOSE_PROFILES: profiles,
      HOST: "i-this",
      HOST_KIND: kind,
      LOKI_URL: "http://monitoring.example:3100",
    });
  });
});
