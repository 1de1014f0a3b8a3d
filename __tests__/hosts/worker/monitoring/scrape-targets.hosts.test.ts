import { createServer, type Server } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { HostMachine } from "../../../support/hosts/host-machine";
import { MetadataServer } from "../../../support/hosts/metadata-server";
import { MONITORING_SETTINGS, monitoringHost } from "../../../support/hosts/monitoring-host";
import { OpenApiServer, Refusal } from "../../../support/hosts/openapi-server";
import type { Block } from "../../../support/synthesis";

const HOSTS_FILE = "var/lib/ainav/scrape-targets/hosts.json";
const SEARCH_FILE = "var/lib/ainav/scrape-targets/meilisearch.json";
const METRICS = "var/lib/ainav/metrics/scrape-targets.prom";
const OLD = "2026-01-01T00:00Z";

interface Instance {
  readonly id: string;
  readonly group: string;
  readonly address?: string;
  readonly created?: string;
}

let host: HostMachine;
let metadata: MetadataServer;
let ecs: OpenApiServer;
let instances: Instance[];
let asked: Readonly<Record<string, string>>[];
let refusal: Refusal | undefined;
let pageSize: number;

beforeEach(async () => {
  instances = [];
  asked = [];
  refusal = undefined;
  pageSize = 100;
  ecs = new OpenApiServer({
    // As ECS answers: a token while there is more, an empty one on the last page.
    DescribeInstances: (parameters) => {
      asked.push(parameters);
      if (refusal) throw refusal;
      const { "Tag.1.Key": key, "Tag.1.Value": group, Status, NextToken = "0" } = parameters;
      if (key !== "host-group" || Status !== "Running") throw new Refusal(400, "it asks for other instances too");
      const found = instances.filter((one) => one.group === group);
      const page = found.slice(Number(NextToken), Number(NextToken) + pageSize);
      const next = Number(NextToken) + pageSize;
      return {
        NextToken: next < found.length ? String(next) : "",
        Instances: {
          Instance: page.map(({ id, address, created = OLD }) => ({
            InstanceId: id,
            CreationTime: created,
            VpcAttributes: { PrivateIpAddress: { IpAddress: address ? [address] : [] } },
          })),
        },
      };
    },
  });
  metadata = new MetadataServer();
  await Promise.all([metadata.start(), ecs.start()]);
  host = monitoringHost();
  Object.assign(host.environment, { AINAV_METADATA_URL: metadata.url, AINAV_OPENAPI_URL: ecs.url });
});
afterEach(async () => {
  host.remove();
  await Promise.all([metadata.stop(), ecs.stop()]);
  expect([...metadata.failures, ...ecs.failures]).toEqual([]);
});

const run = () => host.run("opt/ainav/bin/scrape-targets");
const targets = () => JSON.parse(host.read(HOSTS_FILE)) as Block[];
/** The targets as `job host address path`, in the file's order. */
const listed = () =>
  targets().map(({ targets: [target], labels }) =>
    [labels.job, labels.host, target, labels.__metrics_path__].filter(Boolean).join(" "),
  );

describe("scrape-targets", () => {
  test("lists everything that hosts show metrics of, by the jobs that the rules know", async () => {
    instances = [
      { id: "i-a", group: "x-app", address: "10.0.2.1" },
      { id: "i-w", group: "x-worker", address: "10.0.2.2" },
      { id: "i-s", group: "x-search", address: "10.0.2.3" },
      { id: "i-foreign", group: "y-app", address: "10.9.9.9" },
    ];
    expect(await run()).toMatchObject({ exitCode: 0, output: "scrape-targets: 1 app, 1 search, 1 worker" });
    expect(listed()).toEqual([
      "node-exporter i-a 10.0.2.1:9100",
      "nginx i-a 10.0.2.1:9113",
      "nextjs i-a 10.0.2.1:9180 /metrics/web",
      "fastapi i-a 10.0.2.1:9180 /metrics/content-api",
      "fastapi i-a 10.0.2.1:9180 /metrics/search-api",
      "node-exporter i-s 10.0.2.3:9100",
      "node-exporter i-w 10.0.2.2:9100",
    ]);
    // Two services of one host differ by a label: Prometheus would take their series for the same.
    expect(new Set(targets().map((target) => JSON.stringify([target.targets, target.labels]))).size).toBe(7);
    expect(JSON.parse(host.read(SEARCH_FILE))).toEqual([{ targets: ["search.example:7700"], labels: {} }]);
    expect([HOSTS_FILE, SEARCH_FILE, METRICS].map((file) => host.mode(file))).toEqual(["644", "644", "644"]);
    expect(host.read(METRICS)).toContain('ainav_scrape_targets_hosts{kind="app"} 1\n');
    expect(host.read(METRICS)).toMatch(/^ainav_scrape_targets_last_success_timestamp_seconds \d+$/m);
  });

  test("reads every page of the answer", async () => {
    pageSize = 2;
    instances = [1, 2, 3, 4, 5].map((n) => ({ id: `i-${n}`, group: "x-search", address: `10.0.2.${n}` }));
    await run();
    expect(listed()).toHaveLength(5);
    expect(asked.filter((one) => one["Tag.1.Value"] === "x-search").map(({ NextToken }) => NextToken)).toEqual([
      undefined,
      "2",
      "4",
    ]);
  });

  test("forgets hosts that are gone, and leaves a list that is still right as it is", async () => {
    instances = [{ id: "i-s", group: "x-search", address: "10.0.2.3" }];
    await run();
    expect(listed()).toHaveLength(1);
    instances = [];
    await run();
    expect(listed()).toEqual([]);
  });

  test("keeps the lists and the time of the last success when ECS does not answer", async () => {
    instances = [{ id: "i-s", group: "x-search", address: "10.0.2.3" }];
    await run();
    const before = [HOSTS_FILE, SEARCH_FILE, METRICS].map((file) => host.read(file));
    refusal = new Refusal(403, "Forbidden.NotAuthorized");
    expect(await run()).toMatchObject({
      exitCode: 1,
      output:
        "scrape-targets: DescribeInstances: HTTP 403 Forbidden.NotAuthorized; the lists of targets stay as they are",
    });
    expect([HOSTS_FILE, SEARCH_FILE, METRICS].map((file) => host.read(file))).toEqual(before);
  });

  test("writes nothing when ECS fails between two kinds", async () => {
    instances = [{ id: "i-a", group: "x-app", address: "10.0.2.1" }];
    await run();
    const before = host.read(HOSTS_FILE);
    instances = [];
    const failing = ecs as unknown as { actions: Record<string, (parameters: Record<string, string>) => object> };
    const { DescribeInstances } = failing.actions;
    failing.actions.DescribeInstances = (parameters) => {
      if (parameters["Tag.1.Value"] === "x-worker") throw new Refusal(403, "Forbidden.NotAuthorized");
      return DescribeInstances?.(parameters) ?? {};
    };
    expect((await run()).exitCode).toBe(1);
    expect(host.read(HOSTS_FILE)).toBe(before);
  });

  test("lists no search host while the cluster has the search engine", async () => {
    const { searchHost: _, ...monitoring } = MONITORING_SETTINGS.monitoring;
    host.settings({ services: { ...MONITORING_SETTINGS, monitoring } });
    expect(await run()).toMatchObject({ exitCode: 0 });
    expect(JSON.parse(host.read(SEARCH_FILE))).toEqual([{ targets: [], labels: {} }]);
  });

  test("leaves out a host that has no address yet", async () => {
    instances = [{ id: "i-s", group: "x-search" }];
    expect(await run()).toMatchObject({ exitCode: 0 });
    expect(listed()).toEqual([]);
  });

  describe("of a host that was made a moment ago", () => {
    const now = () => `${new Date().toISOString().slice(0, 16)}Z`;
    let server: Server | undefined;
    afterEach(() => {
      server?.close();
    });

    test("lists what answers already, so that nobody is alarmed while it installs its software", async () => {
      server = createServer().listen(9100, "127.0.0.7");
      await new Promise((resolve) => server?.once("listening", resolve));
      instances = [{ id: "i-new", group: "x-app", address: "127.0.0.7", created: now() }];
      await run();
      expect(listed()).toEqual(["node-exporter i-new 127.0.0.7:9100"]);
    });

    test("lists everything after a quarter of an hour, whether it answers or not", async () => {
      const created = `${new Date(Date.now() - 16 * 60_000).toISOString().slice(0, 16)}Z`;
      instances = [{ id: "i-new", group: "x-search", address: "127.0.0.7", created }];
      await run();
      expect(listed()).toEqual(["node-exporter i-new 127.0.0.7:9100"]);
    });
  });
});
