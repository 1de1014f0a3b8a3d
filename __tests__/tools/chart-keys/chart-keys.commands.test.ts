import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { RELEASES } from "../../../stacks/in-cluster/releases";
import { KeyList, keysFile, pathOf, placeOf } from "../../../tools/chart-keys/key-list";
import { keysOfChart, UnreadableChart } from "../../../tools/chart-keys/keys";
import { ProjectCopy, run } from "../../support/project-copy";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "charts-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Writes a chart, by default one without subcharts; returns its folder. */
function writeChart(name: string, files: Readonly<Record<string, string>>): string {
  const chart = path.join(folder, name);
  mkdirSync(chart, { recursive: true });
  for (const [file, text] of Object.entries({ "Chart.yaml": `name: ${name}\n`, ...files }))
    writeFileSync(path.join(chart, file), text);
  return chart;
}

function keysOf(values: string, schema: object = {}): string[] {
  const files = { "values.yaml": values, "values.schema.json": JSON.stringify(schema) };
  return linesOf(keysOfChart(writeChart("it", files)));
}

const linesOf = (list: KeyList) => list.toString().trimEnd().split("\n");

describe("the keys of a chart", () => {
  test("are those of its defaults, with those of maps in them, sorted", () => {
    expect(keysOf("replicas: 2\nimage:\n  tag: v1\n  digest:\nhosts: [{name: x}]\nsince: 2024-04-01\n")).toEqual([
      "hosts",
      "image",
      "image.digest",
      "image.tag",
      "replicas",
      "since",
    ]);
  });

  test("are open where a map or list is empty by default", () => {
    expect(keysOf('labels: {}\ntolerations: []\nname: ""\nclass:\n')).toEqual([
      "class",
      "labels/*",
      "name",
      "tolerations/*",
    ]);
  });

  test("are open where the chart hands them on as they are, whatever it sets by default", () => {
    const values =
      "grafana.ini: {log: x}\npod: {resources: {limits: {cpu: 1}}}\nservice: {spec: {type: x}}\nspec: {a: 1}\n";
    expect(keysOf(values)).toEqual([
      "grafana\\.ini.log",
      "grafana\\.ini/*",
      "pod",
      "pod.resources.limits",
      "pod.resources.limits.cpu",
      "pod.resources/*",
      "service",
      "service.spec.type",
      "service.spec/*",
      "spec",
      "spec.a",
    ]);
  });

  test("may be none", () => {
    expect(keysOf("# nothing yet\n")).toEqual([""]);
  });
});

describe("the keys that a chart's schema adds", () => {
  test("are its properties, also of every alternative and behind references", () => {
    const schema = {
      $defs: {
        "a/b.c": { properties: { port: { type: "integer" } } },
        // In a circle, as descriptions of trees are.
        tree: { properties: { left: { $ref: "#/$defs/tree" } } },
      },
      properties: {
        web: { $ref: "#/$defs/a~1b.c" },
        tree: { $ref: "#/$defs/tree" },
        auth: { anyOf: [{ properties: { key: {} } }, { type: "null" }], oneOf: [{ properties: { file: true } }] },
        "with.dot": { type: "string" },
      },
      allOf: [{ properties: { kind: {} } }],
    };
    expect(keysOf("replicas: 1\n", schema)).toEqual([
      "auth",
      "auth.file",
      "auth.key",
      "kind",
      "replicas",
      "tree",
      "tree.left",
      "web",
      "web.port",
      "with\\.dot",
    ]);
  });

  test("are open where it names no properties of a map, or refers to another file", () => {
    const schema = {
      properties: { labels: { type: ["object", "null"] }, affinity: { $ref: "pods.json#/affinity" }, name: {} },
    };
    expect(keysOf("labels: {app: x}\n", schema)).toEqual(["affinity/*", "labels.app", "labels/*", "name"]);
    // The chart as a whole is not.
    expect(keysOf("name: x\n", { type: "object" })).toEqual(["name"]);
  });

  test("are those of each entry that a map has by default, where all have one schema", () => {
    const entry = { type: "object", properties: { port: {}, tls: { type: "object" } } };
    const schema = {
      properties: {
        ports: { type: "object", additionalProperties: entry },
        more: { type: "object", additionalProperties: entry },
      },
    };
    expect(keysOf("ports:\n  web: {port: 1}\n  a.b: {port: 2}\n", schema)).toEqual([
      "more/*",
      "ports",
      "ports.a\\.b",
      "ports.a\\.b.port",
      "ports.a\\.b.tls/*",
      "ports.web",
      "ports.web.port",
      "ports.web.tls/*",
    ]);
  });
});

test("keys that defaults show commented out count below a key that there is, and are open", () => {
  const values = [
    "# outside: {}",
    "image:",
    "  # The tag of the image",
    "  # digest: sha256",
    "  # note: this is prose",
    "  tag: v1",
    "  # tag: v2",
    "  pull:",
    "    # secrets: []",
    "    policy: Always",
    "  # After: pull",
    "  # registry:",
    '"quoted":',
    "  # inner: {}",
    "  a: 1",
    "text: |",
    "  key:",
    "    # shown: {}",
  ].join("\n");
  expect(keysOf(values)).toEqual([
    "image",
    "image.digest/*",
    "image.pull",
    "image.pull.policy",
    "image.pull.secrets/*",
    "image.registry/*",
    "image.tag",
    "quoted",
    "quoted.a",
    "quoted.inner/*",
    "text",
  ]);
});

describe("the keys of subcharts", () => {
  const dependencies = (...lines: string[]) => `name: outer\ndependencies:\n${lines.join("\n")}\n`;

  test("are below the subchart's alias, or its name, with all that its schema and comments add", () => {
    const outer = writeChart("outer", {
      "Chart.yaml": dependencies("- {name: search-engine, alias: search}", "- name: cache"),
      "values.yaml": "search:\n  enabled: true\n",
    });
    writeChart("outer/charts/search-engine", {
      "values.yaml": "# outside: {}\nreplicas: 1\nauth:\n  # key: x\n  user: y\n",
      "values.schema.json": '{"properties": {"mode": {}}}',
    });
    writeChart("outer/charts/cache", { "values.yaml": "" });
    expect(linesOf(keysOfChart(outer))).toEqual([
      "cache",
      "search",
      "search.auth",
      "search.auth.key/*",
      "search.auth.user",
      "search.enabled",
      "search.mode",
      "search.replicas",
    ]);
  });

  test("are read from beside the chart where it does not contain them, its own first, and those of theirs too", () => {
    const outer = writeChart("outer", {
      "Chart.yaml": dependencies("- name: inner", "- name: own"),
      "values.yaml": "",
    });
    writeChart("inner", { "Chart.yaml": "dependencies: [{name: own}]", "values.yaml": "a: 1" });
    writeChart("own", { "values.yaml": "beside: 1" });
    writeChart("outer/charts/own", { "values.yaml": "within: 1" });
    expect(linesOf(keysOfChart(outer))).toEqual([
      "inner",
      "inner.a",
      "inner.own",
      "inner.own.beside",
      "own",
      "own.within",
    ]);
  });

  test("are what the outer chart sets of them where they are nowhere", () => {
    const outer = writeChart("outer", { "Chart.yaml": dependencies("- name: gone"), "values.yaml": "gone: {size: 1}" });
    expect(linesOf(keysOfChart(outer))).toEqual(["gone", "gone.size"]);
  });
});

test.each([
  ["values.yaml", "a: [", /it\/values\.yaml: cannot be read; unpack the chart anew\. .*line 1/],
  ["values.yaml", "- a", /it\/values\.yaml: is not a mapping of keys to values; unpack the chart anew$/],
  ["values.schema.json", "{", /it\/values\.schema\.json: cannot be read; .*JSON/],
  ["Chart.yaml", "name", /it\/Chart\.yaml: is not a mapping/],
])("a chart whose %s is %j is refused, with the file and what is wrong with it", (file, text, message) => {
  const chart = writeChart("it", { "values.yaml": "", [file]: text });
  expect(() => keysOfChart(chart)).toThrow(UnreadableChart);
  expect(() => keysOfChart(chart)).toThrow(message);
});

describe("a list of keys", () => {
  test("is the same after it was written and read", () => {
    const list = new KeyList();
    for (const place of [["a"], ["a", "b.c"], ["a", "b", "c"]]) list.add(place, place.length === 2);
    const read = KeyList.parse(list.toString());
    expect(read.toString()).toBe("a\na.b.c\na.b\\.c/*\n");
    expect([read.has(["a", "b.c"]), read.has(["a", "b"]), read.isOpen(["a", "b.c"]), read.isOpen(["a"])]).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });

  test("keeps a key open that was so once", () => {
    const list = new KeyList();
    list.add(["a"], true);
    list.add(["a"]);
    expect(list.isOpen(["a"])).toBe(true);
  });

  test("has the paths of `helm --set`", () => {
    const place = ["grafana.ini", "auth.jwt", "enabled"];
    expect(pathOf(place)).toBe("grafana\\.ini.auth\\.jwt.enabled");
    expect(placeOf(pathOf(place))).toEqual(place);
  });
});

describe("npm run chart-keys", () => {
  const TOOL = "tools/chart-keys/command.ts";
  const CHARTS = [...new Set(Object.values(RELEASES).flatMap(({ chart }) => ("name" in chart ? [chart.name] : [])))];

  let copy: ProjectCopy;
  beforeAll(() => {
    copy = new ProjectCopy();
  });
  afterAll(() => copy.remove());
  beforeEach(() => {
    rmSync(path.join(copy.root, "schemas/helm"), { recursive: true, force: true });
    for (const name of CHARTS) writeChart(name, { "values.yaml": `${name}: {}\n` });
  });

  const written = () => CHARTS.filter((name) => existsSync(path.join(copy.root, keysFile(name))));

  /** Stands in for `.ci/helm`. */
  function writeScript(file: string, ...lines: string[]): void {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, ["#!/bin/sh", ...lines, ""].join("\n"));
    chmodSync(file, 0o755);
  }

  test("writes a file for every published chart of the releases, from a folder that has them", async () => {
    expect(await run(copy.root, TOOL, [folder])).toMatchObject({ exitCode: 0, stderr: "" });
    expect(written()).toEqual(CHARTS);
    for (const name of CHARTS) expect(readFileSync(path.join(copy.root, keysFile(name)), "utf8")).toBe(`${name}/*\n`);
  });

  test("names the charts that a folder does not have, and how to get them, and writes nothing", async () => {
    // The last one of the table: what comes before it could be written already.
    const missing = CHARTS.at(-1) as string;
    rmSync(path.join(folder, missing), { recursive: true });
    const { exitCode, stdout, stderr } = await run(copy.root, TOOL, [folder]);
    expect([exitCode, stdout, written()]).toEqual([1, "", []]);
    const [first, ...commands] = stderr.split("\n");
    expect(first).toBe(
      `${folder}: has no chart ${missing}; unpack what is missing, or name no folder to pull all charts:`,
    );
    expect(commands).toEqual([
      expect.stringMatching(`^  helm pull ${missing} --repo https://\\S+ --version \\S+ --untar`),
    ]);
  });

  test("writes nothing when a chart cannot be read, and says which file", async () => {
    const broken = CHARTS.at(-1) as string;
    writeChart(broken, { "values.yaml": "a: [" });
    const { exitCode, stderr } = await run(copy.root, TOOL, [folder]);
    expect([exitCode, written()]).toEqual([1, []]);
    expect(stderr).toContain(`${path.join(folder, broken, "values.yaml")}: cannot be read`);
    expect(stderr).not.toMatch(/\n {4}at /);
  });

  test("refuses a folder that there is not, and a file", async () => {
    for (const place of [path.join(folder, "nowhere"), path.join(folder, CHARTS[0] as string, "values.yaml")])
      expect(await run(copy.root, TOOL, [place])).toMatchObject({
        exitCode: 1,
        stderr: `${place}: is no folder; name one of unpacked charts, or none to pull them with Helm`,
      });
  });

  test("pulls every chart with Helm when no folder is named, at its version, and leaves none of them behind", async () => {
    const helm = path.join(folder, "helm");
    const asked = path.join(folder, "asked");
    // `helm pull NAME … --untardir FOLDER` ends with the folder.
    writeScript(helm, `echo "$*" >> ${asked}`, "for last; do :; done", `cp -r "${folder}/$2" "$last"`);
    writeScript(path.join(copy.root, ".ci/helm"), `echo ${helm}`);
    expect(await run(copy.root, TOOL)).toMatchObject({ exitCode: 0 });
    expect(written()).toEqual(CHARTS);
    const pulls = readFileSync(asked, "utf8").trim().split("\n");
    const { name, repository, version } = RELEASES.traefik.chart;
    expect(pulls).toHaveLength(CHARTS.length);
    expect(pulls).toContainEqual(
      expect.stringMatching(`^pull ${name} --repo ${repository} --version ${version} --untar --untardir `),
    );
    expect(existsSync((pulls[0] as string).split(" ").at(-1) as string)).toBe(false);
  });

  test("says when there is no Helm, or a repository does not answer, and writes nothing", async () => {
    const helm = path.join(copy.root, ".ci/helm");
    rmSync(path.dirname(helm), { recursive: true, force: true });
    const refusal = ".ci/helm: gives no Helm to pull charts with; mend that, or name a folder of unpacked charts";
    expect(await run(copy.root, TOOL)).toMatchObject({ exitCode: 1, stderr: refusal });
    writeScript(helm, 'echo "go: command not found" >&2', "exit 1");
    expect(await run(copy.root, TOOL)).toMatchObject({ exitCode: 1, stderr: `go: command not found\n${refusal}` });
    writeScript(helm, 'if [ "$1" = pull ]; then echo "no such host" >&2; exit 1; fi', 'echo "$0"');
    const { exitCode, stderr } = await run(copy.root, TOOL);
    expect([exitCode, written()]).toEqual([1, []]);
    expect(stderr).toMatch(/^\S+ \S+: cannot be pulled from https:\S+; see that .* Helm says:\nno such host$/);
  });

  test("explains itself", async () => {
    const { exitCode, stdout } = await run(copy.root, TOOL, ["--help"]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("npm run chart-keys -- [options] [folder]");
    expect(await run(copy.root, TOOL, [folder, "more"])).toMatchObject({ exitCode: 1, stdout: "" });
  });
});
