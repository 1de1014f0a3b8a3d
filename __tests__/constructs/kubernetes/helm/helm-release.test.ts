import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { App, type TerraformStack } from "cdktf";
import { HelmRelease, type HelmReleaseProps } from "../../../../constructs/kubernetes/helm/helm-release";
import { type Block, bareStack, type SynthesizedStack, synthesizeStack } from "../../../support/synthesis";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "helm-release-"));
  write("values.yaml", "replicas: 2\n");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(file: string, text: string): string {
  const target = path.join(folder, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, text);
  return target;
}

const published = { repository: "https://charts.example.com", name: "thing", version: "1.2.3" };

function synthesizeHelm(build: (stack: TerraformStack) => void): SynthesizedStack {
  return synthesizeStack((stack) => {
    new HelmProvider(stack, "helm");
    build(stack);
  });
}

function release(changes: Partial<HelmReleaseProps> = {}): Block {
  const props = { releaseName: "thing", namespace: "things", chart: published, ...changes };
  const valuesFiles = changes.valuesFiles ?? [path.join(folder, "values.yaml")];
  return synthesizeHelm((stack) => new HelmRelease(stack, "thing", { ...props, valuesFiles })).resource("helm_release");
}

describe("a release", () => {
  test("is a chart at a version, with values in the order of their files", () => {
    const overlay = write("production.yaml", "replicas: 3\n");
    expect(release({ valuesFiles: [path.join(folder, "values.yaml"), overlay] })).toMatchObject({
      ...{ repository: "https://charts.example.com", chart: "thing", version: "1.2.3" },
      values: ["replicas: 2\n", "replicas: 3\n"],
      ...{ create_namespace: false, timeout: 600, atomic: true, cleanup_on_fail: true, wait: true, max_history: 5 },
    });
  });

  test("comes from the mirror when there is one", () => {
    expect(release({ mirrorRegistry: "oci://registry.example.com/charts" }).repository).toBe(
      "oci://registry.example.com/charts",
    );
  });

  test("waits for others", () => {
    const stack = synthesizeHelm((scope) => {
      const props = { namespace: "x", chart: published, valuesFiles: [path.join(folder, "values.yaml")] };
      const first = new HelmRelease(scope, "first", { ...props, releaseName: "first" });
      new HelmRelease(scope, "second", { ...props, releaseName: "second", dependsOn: [first] });
    });
    const [[firstId], [, second]] = Object.entries(stack.resources("helm_release")) as [
      [string, Block],
      [string, Block],
    ];
    expect(second.depends_on).toEqual([`helm_release.${firstId}`]);
  });

  test("sets strings as strings, numbers and booleans as such, with Helm's own signs taken literally", () => {
    const settings = [
      { path: ["account"], value: "0123" },
      { path: ["list", 0, "a.b"], value: "one,two\\three" },
      { path: ["port"], value: 80 },
      { path: ["enabled"], value: false },
    ];
    expect(release({ settings }).set).toEqual([
      { name: "account", value: "0123", type: "string" },
      { name: "list[0].a\\.b", value: "one\\,two\\\\three", type: "string" },
      { name: "port", value: "80", type: "auto" },
      { name: "enabled", value: "false", type: "auto" },
    ]);
  });

  test("leaves alone what Terraform would take for an expression", () => {
    const file = write("values.yaml", "a: ${HOME}\nb: '%{ if }'\n");
    expect(release({ valuesFiles: [file] }).values).toEqual(["a: $${HOME}\nb: '%%{ if }'\n"]);
  });

  test("of a local chart has a path that follows from the chart's content alone", () => {
    write("chart/Chart.yaml", "apiVersion: v2\nname: local\nversion: 1.0.0\n");
    const chart = { folder: path.join(folder, "chart") };
    const first = release({ chart });
    expect(first.chart).toMatch(/^assets\/thing_chart_[0-9A-F]+\/[0-9a-f]{64}\/?$/i);
    expect([first.repository, first.version]).toEqual([undefined, undefined]);
    expect(release({ chart }).chart).toBe(first.chart);
    write("chart/templates/a.yaml", "kind: ConfigMap\n");
    expect(release({ chart }).chart).not.toBe(first.chart);
  });
});

test("a local chart is copied, as it is, to where Terraform looks for it", () => {
  write("chart/Chart.yaml", "apiVersion: v2\nname: local\nversion: 1.0.0\n");
  write("chart/templates/a.yaml", "kind: ConfigMap\n");
  const outdir = path.join(folder, "out");
  const app = new App({ outdir, stackTraces: false });
  const stack = bareStack(app, "test");
  new HelmProvider(stack, "helm");
  const valuesFiles = [path.join(folder, "values.yaml")];
  const chart = { folder: path.join(folder, "chart") };
  new HelmRelease(stack, "thing", { releaseName: "thing", namespace: "things", chart, valuesFiles });
  app.synth();
  const json = JSON.parse(readFileSync(path.join(outdir, "stacks/test/cdk.tf.json"), "utf8"));
  const [release] = Object.values<Block>(json.resource.helm_release);
  const copy = path.join(outdir, "stacks/test", release?.chart);
  expect(readFileSync(path.join(copy, "templates/a.yaml"), "utf8")).toBe("kind: ConfigMap\n");
  expect(readFileSync(path.join(copy, "Chart.yaml"), "utf8")).toContain("name: local");
});

describe("a release is refused, with its path, the value and a remedy, when", () => {
  test.each<[string, () => Partial<HelmReleaseProps>, string | RegExp]>([
    ["there are no values", () => ({ valuesFiles: [] }), "valuesFiles: there is none; name the base at least"],
    [
      "a file of values is missing",
      () => ({ valuesFiles: [path.join(folder, "none.yaml")] }),
      /valuesFiles: there is no file \S*none\.yaml; write it, or leave it out/,
    ],
    [
      "a file does not parse",
      () => ({ valuesFiles: [write("broken.yaml", "a: 1\n  b: [\n")] }),
      /broken\.yaml is not valid YAML; mend what the parser says: .*line 1/s,
    ],
    [
      "a file is not a mapping",
      () => ({ valuesFiles: [write("list.yaml", "- a\n")] }),
      /list\.yaml is not a mapping of keys to values; write at least one/,
    ],
    [
      "a version is a range",
      () => ({ chart: { ...published, version: "^1.2.3" } }),
      'chart: "^1.2.3" is not an exact version of thing; write one such as 1.2.3',
    ],
    ["a version is half", () => ({ chart: { ...published, version: "1.2" } }), '"1.2" is not an exact version'],
    [
      "the mirror is not OCI",
      () => ({ mirrorRegistry: "https://mirror" }),
      'mirrorRegistry: "https://mirror" is no OCI address; write oci://host/namespace',
    ],
    ["a folder is no chart", () => ({ chart: { folder } }), /has no Chart\.yaml; is it a chart\?/],
    [
      "a setting begins with a position",
      () => ({ settings: [{ path: [0], value: "a" }] }),
      "settings: a path begins with a key, not with 0",
    ],
    [
      "a setting would become a list",
      () => ({ settings: [{ path: ["a"], value: "{b}" }] }),
      'settings: a: "{b}" begins with a brace',
    ],
  ])("%s", (_, changes, message) => {
    const failing = () => release(changes());
    expect(failing).toThrow(message);
    expect(failing).toThrow(/^\[test\/thing\] /);
  });
});
