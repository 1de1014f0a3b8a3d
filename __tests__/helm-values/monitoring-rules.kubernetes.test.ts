import { readdirSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { readYaml } from "../support/helm/platform";
import { folderOf, objects } from "../support/helm/programs";
import type { Block } from "../support/synthesis";

const names = (found: Block[]) => found.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);

describe("monitoring", () => {
  let found: Block[];
  beforeAll(() => {
    found = objects("monitoring-rules");
  });

  test("has the rules of every file, word for word", () => {
    const files = readdirSync(`${folderOf("monitoring-rules")}/rules`);
    const rules = found.filter(({ kind }) => kind === "PrometheusRule");
    expect(names(rules).sort()).toEqual(files.map((file) => `monitoring/${file.replace(".yml", "")}`).sort());
    for (const { metadata, spec } of rules)
      expect(spec).toEqual(readYaml(`${folderOf("monitoring-rules")}/rules/${metadata.name}.yml`));
  });

  test("has the dashboards, where Grafana finds them", () => {
    const [dashboard] = found.filter(({ kind }) => kind === "ConfigMap") as [Block];
    expect(dashboard.metadata.labels.grafana_dashboard).toBe("1");
    const file = readFileSync(`${folderOf("monitoring-rules")}/dashboards/platform.json`, "utf8");
    expect(JSON.parse(dashboard.data["platform.json"])).toEqual(JSON.parse(file));
  });

  test("asks the services under the jobs and paths that the rules know, and Meilisearch with its key", () => {
    const monitors = found.filter(({ kind }) => kind === "ServiceMonitor");
    const jobs = monitors.map(({ spec }) => [spec.endpoints[0].relabelings[0].replacement, spec.endpoints[0].path]);
    expect(jobs.sort()).toEqual([
      ["fastapi", "/metrics"],
      ["meilisearch", "/metrics"],
      ["nextjs", "/api/metrics"],
    ]);
    const fastapi = monitors.find(({ metadata }) => metadata.name === "fastapi")?.spec;
    expect(fastapi.selector.matchExpressions[0].values).toEqual(["ainav-content-api", "ainav-search-api"]);
    expect(fastapi.namespaceSelector.matchNames).toEqual(["ainav"]);
    const search = monitors.find(({ metadata }) => metadata.name === "meilisearch") as Block;
    expect(search.metadata.namespace).toBe("search");
    expect(search.spec.endpoints[0].authorization.credentials).toEqual({
      name: "meilisearch-master-key",
      key: "MEILI_MASTER_KEY",
    });
  });
});
