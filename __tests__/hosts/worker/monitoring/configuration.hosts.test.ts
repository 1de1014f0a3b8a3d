import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { parseYaml } from "../../../../constructs/kubernetes/helm/helm-values";
import type { HostMachine } from "../../../support/hosts/host-machine";
import { MONITORING, MONITORING_SETTINGS, monitoringHost } from "../../../support/hosts/monitoring-host";
import { type Relocated, relocated } from "../../../support/prometheus/relocated";
import { alertsOf } from "../../../support/prometheus/rules-hold";
import { amtool, promtool } from "../../../support/prometheus/tools";
import type { Block } from "../../../support/synthesis";

let host: HostMachine;
let folder: string;
let files: Relocated;

beforeAll(async () => {
  host = monitoringHost();
  await host.provision("87-monitoring");
  folder = mkdtempSync(path.join(tmpdir(), "monitoring-"));
  files = relocated(host, folder);
});
afterAll(() => {
  host.remove();
  rmSync(folder, { recursive: true });
});

const yaml = (file: string) => parseYaml(readFileSync(file, "utf8")) as Block;
const monitoring = (file: string) => parseYaml(host.read(`${MONITORING}/${file}`)) as Block;

describe("Prometheus on hosts", () => {
  test("accepts its configuration with every file of rules", () => {
    const { ok, output } = promtool(["check", "config", files.prometheus]);
    expect([ok, output]).toEqual([true, expect.stringContaining("is valid prometheus config file syntax")]);
    for (const file of readdirSync(path.join(folder, "rules"))) expect(output).toContain(file);
  });

  test("would not accept a mistake in it", () => {
    const wrong = path.join(folder, "wrong.yml");
    writeFileSync(
      wrong,
      readFileSync(files.prometheus, "utf8").replace("scrape_interval: 15s", "scrape_intervall: 15s"),
    );
    expect(promtool(["check", "config", wrong])).toMatchObject({ ok: false });
  });

  test("asks and evaluates every 15 seconds", () => {
    expect(yaml(files.prometheus).global).toMatchObject({ scrape_interval: "15s", evaluation_interval: "15s" });
  });

  test("keeps 15 days, and less than its disk has", () => {
    const { command } = monitoring("compose.yaml").services.prometheus;
    expect(command).toContain("--storage.tsdb.retention.time=${METRICS_RETENTION:?}");
    expect(host.read(`${MONITORING}/.env`)).toContain("METRICS_RETENTION=15d\n");
    const [, limit] = /--storage\.tsdb\.retention\.size=(\d+)GB/.exec(command.join(" ")) ?? [];
    expect(Number(limit)).toBeLessThan(16);
  });

  test("asks the jobs that the rules know, and Meilisearch with its key", () => {
    const jobs = yaml(files.prometheus).scrape_configs as Block[];
    expect(jobs.map(({ job_name }) => job_name)).toEqual(
      expect.arrayContaining(["prometheus", "redis", "postgres", "meilisearch", "hosts"]),
    );
    const search = jobs.find(({ job_name }) => job_name === "meilisearch");
    expect(search).toMatchObject({ metrics_path: "/metrics", authorization: { type: "Bearer" } });
    expect(search?.authorization.credentials_file).toBe(path.join(files.secrets, "search-master"));
    expect(host.read(`${MONITORING}/prometheus.yml`)).toContain("credentials_file: /run/secrets/search-master");
  });

  test("has the cluster's rules word for word, and Grafana its dashboards", () => {
    for (const [theirs, ours] of [
      ["rules", "rules"],
      ["dashboards", "grafana/dashboards"],
    ]) {
      const source = path.resolve("helm-values/monitoring-rules", theirs as string);
      for (const file of readdirSync(source))
        expect(host.read(`${MONITORING}/${ours}/${file}`)).toBe(readFileSync(path.join(source, file), "utf8"));
    }
  });

  test("has no alert twice", () => {
    const severity = ({ alert, labels }: Block) => `${alert} ${labels.severity}`;
    const all = readdirSync(path.join(folder, "rules")).flatMap((file) =>
      yaml(path.join(folder, "rules", file)).groups.flatMap(({ rules }: Block) => rules.map(severity)),
    );
    expect(all.filter((name, index) => all.indexOf(name) !== index)).toEqual([]);
    expect(alertsOf(path.join(folder, "rules")).length).toBe(all.length);
  });
});

describe("Alertmanager on hosts", () => {
  const routed = (...labels: string[]) =>
    amtool(["config", "routes", "test", `--config.file=${files.alertmanager}`, ...labels]).output.trim();

  test("accepts its configuration", () => {
    expect(amtool(["check-config", files.alertmanager])).toMatchObject({ ok: true });
  });

  test("would not accept a mistake in it", () => {
    const wrong = path.join(folder, "wrong-alertmanager.yml");
    writeFileSync(wrong, readFileSync(files.alertmanager, "utf8").replace("receiver: webhook", "receiver: nobody"));
    expect(amtool(["check-config", wrong])).toMatchObject({ ok: false });
  });

  test.each([
    ["alertname=ServiceDown", "severity=critical"],
    ["alertname=DiskNearlyFull", "severity=warning"],
    ["alertname=SomethingNew"],
    ["alertname=Watchdog", "severity=none"],
  ])("sends %s to people", (...labels) => {
    expect(routed(...labels)).toBe("webhook");
  });

  test("sends the Watchdog to the service that waits for it, and nothing else there", async () => {
    const secrets = { ...MONITORING_SETTINGS.secrets, "alert-heartbeat": "x/alert-heartbeat" };
    const other = monitoringHost({ ...MONITORING_SETTINGS, secrets });
    try {
      await other.provision("87-monitoring");
      const { alertmanager } = relocated(other, path.join(folder, "heartbeat"));
      const test = (label: string) =>
        amtool(["config", "routes", "test", `--config.file=${alertmanager}`, label]).output.trim();
      expect(["Watchdog", "ServiceDown", "AlertsNotSent"].map((name) => test(`alertname=${name}`))).toEqual([
        "heartbeat",
        "webhook",
        "webhook",
      ]);
    } finally {
      other.remove();
    }
  });

  test("repeats what is critical every hour, and warnings twice a day", () => {
    const { routes } = yaml(files.alertmanager).route;
    const interval = (severity: string) =>
      routes.find(({ matchers }: Block) => matchers.includes(`severity = ${severity}`))?.repeat_interval;
    expect([interval("critical"), interval("warning")]).toEqual(["1h", "12h"]);
  });

  test("reads its addresses from files of secrets", () => {
    const text = host.read("etc/ainav/monitoring/alertmanager.yml");
    expect(text.match(/https?:\/\//g)).toBeNull();
    expect(text.match(/url_file: \/run\/secrets\/alert-\w+/g)).toHaveLength(2);
  });
});

describe("Loki on hosts", () => {
  const loki = () => monitoring("loki.yaml");
  const cluster = () => parseYaml(readFileSync(path.resolve("helm-values/loki/values.yaml"), "utf8")) as Block;

  test("stores logs as the cluster's does, so that the cluster reads what hosts have stored", () => {
    expect(loki().schema_config).toEqual(cluster().loki.schemaConfig);
    expect(loki().compactor).toMatchObject({ retention_enabled: true, delete_request_store: "s3" });
    expect(loki().common.storage.s3.s3forcepathstyle).toBe(cluster().loki.storage.s3.s3ForcePathStyle);
    expect(loki().limits_config.retention_period).toBe("${LOKI_RETENTION}");
  });

  test("is of a version whose uploads OSS accepts", () => {
    const [, version = ""] = /loki:(.+)$/.exec(monitoring("compose.yaml").services.loki.image) ?? [];
    const [major = 0, minor = 0, patch = 0] = version.split(".").map(Number);
    expect(major * 1e6 + minor * 1e3 + patch).toBeGreaterThanOrEqual(3_007_007);
  });

  test("gets every variable of its configuration, and no access key among them", () => {
    const { environment } = monitoring("compose.yaml").services.loki;
    const used = [...host.read(`${MONITORING}/loki.yaml`).matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name as string);
    expect(used.filter((name) => !(name in environment))).toEqual([]);
    expect(used.length).toBeGreaterThan(3);
    expect(host.read(`${MONITORING}/loki.yaml`)).not.toMatch(/access_key/);
    expect(environment.AWS_SHARED_CREDENTIALS_FILE).toBe("/run/secrets/s3");
  });
});

describe("Grafana on hosts", () => {
  test("finds the data sources that its dashboards name", () => {
    const known = monitoring("grafana/provisioning/datasources/datasources.yaml").datasources.map(
      ({ uid }: Block) => uid,
    );
    const folder = path.resolve("helm-values/monitoring-rules/dashboards");
    const used = readdirSync(folder).flatMap((file) =>
      [...readFileSync(path.join(folder, file), "utf8").matchAll(/"datasource": \{[^}]*"uid": "([^"]+)"/g)].map(
        ([, uid]) => uid,
      ),
    );
    expect(used.filter((uid) => !known.includes(uid))).toEqual([]);
    expect(used.length).toBeGreaterThan(0);
  });

  test("reads its administrator from files, downloads no plugin, and lets nobody sign up", () => {
    const text = host.read(`${MONITORING}/grafana/grafana.ini`);
    expect(text).toContain("admin_password = $__file{/run/secrets/grafana-password}");
    expect(text).toContain("admin_user = $__file{/run/secrets/grafana-user}");
    expect(text).toMatch(/^preinstall_disabled = true$/m);
    expect(text).toMatch(/^allow_sign_up = false$/m);
    expect(text).toMatch(/\[auth\.anonymous\]\nenabled = false/);
  });
});
