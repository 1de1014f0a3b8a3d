import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import { readCatalog } from "../../../environments/loading/catalog";
import { unknownValuesFolders } from "../../../stacks/in-cluster/release-values";
import {
  type ClusterRelease,
  installationOrder,
  type PlatformRelease,
  RELEASES,
  WORKLOAD_RELEASES,
} from "../../../stacks/in-cluster/releases";
import { FIXTURE } from "../../support/fixture/fixture";
import { VALUES_FOLDER } from "../../support/helm/platform";

const everyRelease: Record<string, ClusterRelease> = { ...RELEASES, ...WORKLOAD_RELEASES };

const release = (...dependsOn: string[]): PlatformRelease => ({
  chart: { folder: "x" },
  namespace: "x",
  timeoutSeconds: 60,
  dependsOn,
});

describe("the table of releases", () => {
  test("pins every chart to one version of a repository that is encrypted on the way", () => {
    for (const [name, { chart }] of Object.entries(everyRelease)) {
      if ("folder" in chart) continue;
      expect([name, chart.version]).toEqual([name, expect.stringMatching(/^v?\d+\.\d+\.\d+$/)]);
      expect([name, chart.repository]).toEqual([name, expect.stringMatching(/^https:\/\/[^/]+/)]);
    }
  });

  test("has a file of values for every release, and no folder without a release", () => {
    for (const name of Object.keys(everyRelease))
      expect([name, readdirSync(`${VALUES_FOLDER}/${name}`).includes("values.yaml")]).toEqual([name, true]);
    expect(unknownValuesFolders()).toEqual([]);
  });

  test("has overlays only for environments that exist, or that the project brings", () => {
    // Whoever removes one of the project's own environments may leave its overlays: they do nothing.
    const environments = [...readCatalog().environments, ...FIXTURE.environments].map(({ name }) => `${name}.yaml`);
    for (const name of readdirSync(VALUES_FOLDER)) {
      const files = readdirSync(`${VALUES_FOLDER}/${name}`).filter((file) => file.endsWith(".yaml"));
      const overlays = files.filter((file) => !["Chart.yaml", "values.yaml"].includes(file));
      expect([name, overlays.filter((file) => !environments.includes(file))]).toEqual([name, []]);
    }
  });

  test("has a chart of this project for exactly the folders that are charts", () => {
    for (const [name, { chart }] of Object.entries(everyRelease)) {
      const folder = "folder" in chart ? chart.folder : name;
      expect([name, existsSync(`${VALUES_FOLDER}/${folder}/Chart.yaml`)]).toEqual([name, "folder" in chart]);
    }
  });

  test("refuses a folder of values without a release, and names it and the releases", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "values-"));
    try {
      for (const name of ["traefik", "traefk"]) mkdirSync(path.join(folder, name));
      expect(unknownValuesFolders(folder)).toEqual([
        expect.stringMatching(
          /traefk: is not a release; name it after one of .*traefik.*, or add it to stacks\/in-cluster\/releases\.ts$/,
        ),
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("makes every release wait for the secrets, definitions and namespaces that it uses", () => {
    const all: Record<string, PlatformRelease> = RELEASES;
    const needs = (name: string): string[] =>
      (all[name]?.dependsOn ?? []).flatMap((needed) => [needed, ...needs(needed)]);
    const expectNeed = (name: string, ...needed: string[]) =>
      expect([name, needed.filter((other) => !needs(name).includes(other))]).toEqual([name, []]);
    expectNeed("platform-secrets", "namespaces", "secret-store", "ack-secret-manager");
    expectNeed("meilisearch", "search-index", "namespaces");
    expectNeed("cluster-issuers", "cert-manager", "platform-secrets");
    expectNeed("alloy", "loki");
    for (const reader of ["kube-prometheus-stack", "external-dns", "loki", "meilisearch"])
      expectNeed(reader, "platform-secrets");
    for (const exporter of ["prometheus-redis-exporter", "prometheus-postgres-exporter"])
      expectNeed(exporter, "platform-secrets", "kube-prometheus-stack");
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

  test("refuses a release that does not exist, and names it and the existing ones", () => {
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
