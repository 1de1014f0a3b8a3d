import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import { parse } from "yaml";
import { MIGRATION_SECRET, SERVICE_SECRETS } from "../../../../../stacks/application-settings";
import { serviceFiles } from "../../../../../stacks/region/compute/services-on-hosts/service-files";
import { production } from "../../../../support/fixture/environments/production";
import { FIXTURE_OWNER } from "../../../../support/fixture/fixture";
import { checked } from "../../../../support/fixture/stacks";
import { PROJECT_ROOT } from "../../../../support/project-root";

const environment = checked(production);
const filesOf = (kind: Parameters<typeof serviceFiles>[0]) => serviceFiles(kind, environment, FIXTURE_OWNER);
const [app, worker] = [filesOf("app"), filesOf("worker")];
const json = (files: Readonly<Record<string, string>>, file: string) => JSON.parse(files[file] as string);

describe("the files that follow from services", () => {
  test("are on hosts that run services, and on no others", () => {
    expect(filesOf("search")).toEqual({});
    expect(filesOf("bastion")).toEqual({});
    const common = [
      "opt/ainav/secrets.d/ainav.json",
      "opt/ainav/services/compose.yaml",
      "opt/ainav/services/services.json",
    ];
    expect(Object.keys(app)).toEqual(expect.arrayContaining([...common, "etc/nginx/conf.d/web.conf"]));
    expect(Object.keys(worker)).toEqual(
      expect.arrayContaining([...common, "etc/systemd/system/ainav-job-crawlers.timer"]),
    );
    expect(Object.keys(worker).filter((file) => file.includes("nginx"))).toEqual([]);
    expect(Object.keys(app).filter((file) => file.includes("ainav-job"))).toEqual([]);
  });
});

describe("the table for releases", () => {
  test("has ports, health pages and times of what answers requests, and no migration on app hosts", () => {
    const { project, services, migration } = json(app, "opt/ainav/services/services.json");
    expect([project, migration]).toEqual(["ainav", null]);
    expect(services[0]).toEqual({
      name: "web",
      kind: "service",
      image: "web",
      port: 3000,
      blue: 13_000,
      green: 23_000,
      health: "/api/health",
      startSeconds: 120,
      drainSeconds: 30,
      stopSeconds: 40,
    });
    expect(services.map(({ name }: { name: string }) => name)).toEqual(["web", "content-api", "search-api"]);
  });

  test("has the workers' and jobs' times, and the migration on the worker host", () => {
    const { services, migration } = json(worker, "opt/ainav/services/services.json");
    expect(services).toEqual(
      expect.arrayContaining([
        { name: "celery-worker", kind: "worker", image: "automation", startSeconds: 180, stopSeconds: 610 },
        { name: "crawlers", kind: "cron", image: "automation", deadlineSeconds: 10_800 },
      ]),
    );
    expect(migration).toEqual({ service: "content-api", image: "content-api" });
  });
});

describe("the secrets of containers", () => {
  test("are those that a service needs, for the user of its image", () => {
    expect(json(app, "opt/ainav/secrets.d/ainav.json")).toEqual([
      { consumer: "web", userId: 1001, purposes: ["postgres-app", "redis-app", "search-master"] },
      { consumer: "content-api", userId: 1000, purposes: ["postgres-app", "redis-app"] },
      { consumer: "search-api", userId: 1000, purposes: ["postgres-app", "search-master"] },
    ]);
  });

  test("have the owner's password for the migration alone", () => {
    const consumers: { consumer: string; purposes: string[] }[] = json(worker, "opt/ainav/secrets.d/ainav.json");
    const owners = consumers.filter(({ purposes }) => purposes.includes("postgres-owner"));
    expect(owners).toEqual([{ consumer: "migration", userId: 1000, purposes: ["postgres-owner"] }]);
  });

  test("have the variables that the cluster's Secrets have", () => {
    const values = parse(readFileSync(path.join(PROJECT_ROOT, "helm-values/application-secrets/values.yaml"), "utf8"));
    const variables = Object.values(SERVICE_SECRETS).map(({ variable, purpose }) => [variable, purpose]);
    expect(Object.fromEntries(variables)).toEqual(values.own.secrets);
    expect({ [MIGRATION_SECRET.variable]: MIGRATION_SECRET.purpose }).toEqual(values.own.migrations);
  });
});

describe("the timers of jobs", () => {
  test("start the host's program for jobs at the job's times, and make up for a run that was missed", () => {
    expect(worker["etc/systemd/system/ainav-job-scheduled-tasks.timer"]).toBe(
      [
        "[Unit]",
        "Description=Times of the job scheduled-tasks",
        "",
        "[Timer]",
        "OnCalendar=*-*-* 04:30:00 Asia/Shanghai",
        "AccuracySec=1s",
        "Persistent=true",
        "",
        "[Install]",
        "WantedBy=timers.target",
        "",
      ].join("\n"),
    );
    const service = worker["etc/systemd/system/ainav-job-scheduled-tasks.service"];
    expect(service).toContain("ExecStart=/opt/ainav/bin/run-job scheduled-tasks\n");
    // Nothing else than its timer starts it.
    expect(service).not.toContain("[Install]");
  });
});

describe("nginx's servers", () => {
  test("take each service's port with TLS, show the load balancer no metrics, and let containers in by another port", () => {
    const [outer = "", inner = ""] = (app["etc/nginx/conf.d/content-api.conf"] as string).split("\n\n");
    expect(outer).toContain("listen 8001 ssl default_server;");
    for (const page of ["/metrics", "/api/metrics"]) expect(outer).toContain(`location = ${page} { return 404; }`);
    expect(inner).toMatch(
      /listen 38001 default_server;\n {2}keepalive_timeout 0;\n {2}allow 172\.30\.0\.0\/24;\n {2}deny all;/,
    );
    for (const text of [outer, inner]) expect(text).toContain("proxy_pass http://content-api;");
  });

  test("have ports that the kernel gives to no connection of the host's own", () => {
    expect(app["etc/sysctl.d/60-ainav-ports.conf"]).toBe(
      "net.ipv4.ip_local_reserved_ports = 3000,8001,8002,13000,18001,18002,23000,28001,28002,33000,38001,38002\n",
    );
  });

  test("show metrics to the hosts of private vSwitches, each service's under its name", () => {
    const metrics = app["etc/nginx/conf.d/metrics.conf"];
    expect(metrics).toMatch(
      /listen 9180 default_server;\n {2}allow 10\.0\.2\.0\/24;\n {2}allow 10\.0\.12\.0\/24;\n {2}deny all;/,
    );
    expect(metrics).toContain("location = /metrics/web { proxy_pass http://web/api/metrics;");
    expect(metrics).toContain("location = /metrics/search-api { proxy_pass http://search-api/metrics;");
  });
});
