import { readdirSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { installationOrder, type PlatformRelease, RELEASES } from "../../stacks/releases";
import { VALUES_FOLDER } from "./platform";

const release = (...dependsOn: string[]): PlatformRelease => ({
  chart: "local",
  namespace: "x",
  timeoutSeconds: 60,
  dependsOn,
});

describe("the table of releases", () => {
  test("pins every chart to one version of a repository that is encrypted on the way", () => {
    for (const [name, { chart }] of Object.entries<PlatformRelease>(RELEASES)) {
      if (chart === "local") continue;
      expect([name, chart.version]).toEqual([name, expect.stringMatching(/^v?\d+\.\d+\.\d+$/)]);
      expect([name, chart.repository]).toEqual([name, expect.stringMatching(/^https:\/\/[^/]+/)]);
    }
  });

  test("has a folder of values for every release, and a release for every folder", () => {
    expect(readdirSync(VALUES_FOLDER).sort()).toEqual(Object.keys(RELEASES).sort());
  });

  test("has a local chart exactly where the folder is a chart", () => {
    for (const [name, { chart }] of Object.entries<PlatformRelease>(RELEASES)) {
      const isChart = readdirSync(`${VALUES_FOLDER}/${name}`).includes("Chart.yaml");
      expect([name, isChart]).toEqual([name, chart === "local"]);
    }
  });

  test("makes every release wait for the secrets, definitions and namespaces that it uses", () => {
    const all: Record<string, PlatformRelease> = RELEASES;
    const needs = (name: string): string[] =>
      (all[name]?.dependsOn ?? []).flatMap((needed) => [needed, ...needs(needed)]);
    const expectNeed = (name: string, ...needed: string[]) =>
      expect([name, needed.filter((other) => !needs(name).includes(other))]).toEqual([name, []]);
    expectNeed("environment-secrets", "namespaces", "ack-secret-manager");
    expectNeed("cluster-issuers", "cert-manager", "environment-secrets");
    expectNeed("alloy", "loki");
    for (const reader of ["kube-prometheus-stack", "external-dns", "loki", "meilisearch"])
      expectNeed(reader, "environment-secrets");
    for (const exporter of ["prometheus-redis-exporter", "prometheus-postgres-exporter"])
      expectNeed(exporter, "environment-secrets", "kube-prometheus-stack");
    for (const monitored of ["traefik", "cert-manager", "external-dns", "loki", "alloy", "monitoring-rules"])
      expectNeed(monitored, "kube-prometheus-stack", "namespaces");
  });

  test("can be installed in an order in which each comes after what it depends on", () => {
    const order: string[] = installationOrder(RELEASES);
    expect([...order].sort()).toEqual(Object.keys(RELEASES).sort());
    for (const [name, { dependsOn }] of Object.entries<PlatformRelease>(RELEASES))
      for (const needed of dependsOn) expect(order.indexOf(needed)).toBeLessThan(order.indexOf(name));
  });
});

describe("the order of installation", () => {
  test("puts what others depend on first, whatever the order of the table", () => {
    expect(installationOrder({ c: release("b"), a: release(), b: release("a") })).toEqual(["a", "b", "c"]);
  });

  test("refuses a release that there is not, by name, with those that there are", () => {
    expect(() => installationOrder({ a: release(), b: release("aa") })).toThrow(
      'b.dependsOn: "aa" is not a release; write one of a, b',
    );
  });

  test("refuses a circle, and shows it", () => {
    expect(() => installationOrder({ a: release("b"), b: release("c"), c: release("a") })).toThrow(
      "a.dependsOn: a → b → c → a is a circle; take one of these out",
    );
  });
});
