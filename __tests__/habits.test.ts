import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import { projectFiles } from "./support/project-files";
import { PROJECT_ROOT } from "./support/project-root";

function read(file: string): string {
  return readFileSync(path.join(PROJECT_ROOT, file), "utf8");
}

/** JSON in which lines may be comments, as editors and dev containers have it. */
function readWithComments(file: string): ReturnType<typeof JSON.parse> {
  return JSON.parse(read(file).replace(/^\s*\/\/.*$/gm, ""));
}

/** The properties of each section of .editorconfig, by the section's glob. */
function editorConfig(): Record<string, Record<string, string>> {
  const [, ...sections] = read(".editorconfig").split(/^(?=\[)/m);
  return Object.fromEntries(
    sections.map((section) => {
      const [, glob, rest = ""] = /^\[(.*)\]\n([\s\S]*)$/.exec(section) ?? [];
      const pairs = [...rest.matchAll(/^(\w+) = (.+)$/gm)].map(([, name, value]) => [name, value]);
      return [glob, Object.fromEntries(pairs)];
    }),
  );
}

const node = JSON.parse(read("package.json")).engines.node as string;
/** Major version of Node that the project is for: the oldest that it runs on. */
const nodeMajor = node.replace(/^>=/, "");

interface RenovateRule {
  readonly description: string;
  readonly matchPackageNames: readonly string[];
  readonly allowedVersions?: string;
}

/** The project's own text files. */
function ownFiles(): string[] {
  return projectFiles().filter((file) => !/^(schemas|__tests__\/__snapshots__)\/|^package-lock\.json$/.test(file));
}

describe(".editorconfig", () => {
  test("agrees with Biome", () => {
    const { formatter } = JSON.parse(read("biome.json"));
    expect(editorConfig()["*"]).toMatchObject({
      indent_style: formatter.indentStyle,
      indent_size: String(formatter.indentWidth),
      max_line_length: String(formatter.lineWidth),
    });
  });

  test("is what every file of the project follows: a line end at the end, and no blanks before one", () => {
    const rules = editorConfig()["*"];
    expect(rules).toMatchObject({ end_of_line: "lf", insert_final_newline: "true", trim_trailing_whitespace: "true" });
    const wrong = ownFiles().filter((file) => {
      const text = read(file);
      return text !== "" && (!text.endsWith("\n") || /[ \t\r]$/m.test(text));
    });
    expect(wrong).toEqual([]);
  });
});

test("Node is the same in package.json, .nvmrc, the types and the dev container", () => {
  expect(node).toMatch(/^>=\d+$/);
  expect(read(".nvmrc").trim()).toBe(nodeMajor);
  expect(JSON.parse(read("package.json")).devDependencies["@types/node"]).toMatch(new RegExp(`^${nodeMajor}\\.`));
  expect(readWithComments(".devcontainer/devcontainer.json").image).toContain(`-${nodeMajor}-`);
});

describe("the editor's settings", () => {
  test("format with Biome, and recommend it", () => {
    const settings = readWithComments(".vscode/settings.json");
    const language = Object.keys(settings).find((name) => name.includes("[typescript]"));
    expect(settings[language ?? ""]).toEqual({
      "editor.defaultFormatter": "biomejs.biome",
      "editor.formatOnSave": true,
    });
    expect(readWithComments(".vscode/extensions.json").recommendations).toContain("biomejs.biome");
  });

  test("leave what programs write out of searches and watches", () => {
    const settings = readWithComments(".vscode/settings.json");
    for (const folder of [".gen", "cdktf.out", ".rehearsal"]) {
      expect(read(".gitignore").split("\n")).toContain(`${folder}/`);
      expect(settings["search.exclude"]).toHaveProperty([`**/${folder}`], true);
      expect(settings["files.watcherExclude"]).toHaveProperty([`**/${folder}/**`], true);
    }
  });
});

describe("the dev container", () => {
  const container = readWithComments(".devcontainer/devcontainer.json");
  /** Keys of containers.dev's schema, of those that an image without Docker Compose may have. */
  const KEYS = [
    "name",
    "image",
    "features",
    "forwardPorts",
    "containerEnv",
    "remoteEnv",
    "remoteUser",
    "containerUser",
    "mounts",
    "init",
    "hostRequirements",
    "initializeCommand",
    "onCreateCommand",
    "updateContentCommand",
    "postCreateCommand",
    "postStartCommand",
    "postAttachCommand",
    "waitFor",
    "customizations",
  ];

  test("has only keys that there are", () => {
    expect(Object.keys(container).filter((key) => !KEYS.includes(key))).toEqual([]);
    expect(Object.keys(container.hostRequirements)).toEqual(["cpus", "memory", "storage"]);
    for (const size of ["memory", "storage"]) expect(container.hostRequirements[size]).toMatch(/^\d+([tgmk]b)?$/);
  });

  test("pins its image to a version, and each feature and what it installs", () => {
    expect(container.image).toMatch(/^mcr\.microsoft\.com\/devcontainers\/typescript-node:\d+\.\d+\.\d+-\d+-[a-z]+$/);
    for (const [feature, options] of Object.entries(container.features as Record<string, Record<string, unknown>>)) {
      expect(feature).toMatch(/^ghcr\.io\/devcontainers\/features\/[a-z-]+:\d+$/);
      expect(options.version).toMatch(/^(\d+\.\d+\.\d+|os-provided)$/);
      expect(Object.values(options)).not.toContain("latest");
    }
  });

  test("has what the suites need, and is ready after its creation", () => {
    const features = Object.keys(container.features).map((name) => name.replace(/^.*\/|:.*$/g, ""));
    expect(features).toEqual(expect.arrayContaining(["terraform", "go", "python"]));
    expect(container.onCreateCommand).toContain("nginx-light prometheus redis-server");
    expect(container.postCreateCommand).toBe("npm ci");
  });
});

describe("Renovate", () => {
  const renovate = JSON.parse(read("renovate.json"));
  const { dependencies, devDependencies } = JSON.parse(read("package.json"));
  const packages = Object.keys({ ...dependencies, ...devDependencies });
  const ruleFor = (name: string) =>
    (renovate.packageRules as RenovateRule[]).find(({ matchPackageNames }) => matchPackageNames.includes(name));
  /** Keys of Renovate's schema that this project uses. */
  const KEYS = [
    "$schema",
    "extends",
    "rangeStrategy",
    "timezone",
    "schedule",
    "minimumReleaseAge",
    "prConcurrentLimit",
    "lockFileMaintenance",
    "customManagers",
    "packageRules",
  ];
  const RULE_KEYS = [
    "description",
    "matchPackageNames",
    "matchUpdateTypes",
    "groupName",
    "allowedVersions",
    "rangeStrategy",
    "dependencyDashboardApproval",
    "prBodyNotes",
    "enabled",
  ];

  test("has only keys that there are, and each rule says why it is there", () => {
    expect(Object.keys(renovate).filter((key) => !KEYS.includes(key))).toEqual([]);
    for (const rule of renovate.packageRules) {
      expect(Object.keys(rule).filter((key) => !RULE_KEYS.includes(key))).toEqual([]);
      expect(rule.description).toMatch(/\S/);
    }
  });

  test("pins exactly, as package.json does", () => {
    expect(renovate.rangeStrategy).toBe("pin");
    const versions = Object.values({ ...dependencies, ...devDependencies });
    expect(versions.filter((version) => !/^\d+\.\d+\.\d+$/.test(String(version)))).toEqual([]);
  });

  test("finds the range of Alibaba Cloud's provider, and waits for a person before it moves it", () => {
    const [{ managerFilePatterns, matchStrings }] = renovate.customManagers;
    expect(managerFilePatterns).toEqual(["/^cdktf\\.json$/"]);
    const found = new RegExp(matchStrings[0]).exec(read("cdktf.json"))?.groups;
    expect(`${found?.depName}@${found?.currentValue}`).toBe(JSON.parse(read("cdktf.json")).terraformProviders[0]);
    expect(ruleFor(found?.depName ?? "")).toMatchObject({
      rangeStrategy: "replace",
      dependencyDashboardApproval: true,
    });
  });

  test("moves all of CDK for Terraform together", () => {
    const parts = packages.filter((name) => /^cdktf|^@cdktf\/(?!provider-(?!generator))/.test(name)).sort();
    expect([...(ruleFor("cdktf")?.matchPackageNames ?? [])].sort()).toEqual(parts);
    const all = { ...dependencies, ...devDependencies };
    expect(new Set(parts.map((name) => all[name])).size).toBe(1);
  });

  test("allows no version that the project already passes over", () => {
    expect(ruleFor("execa")?.allowedVersions).toBe("<6");
    expect(Number(dependencies.execa.split(".")[0])).toBeLessThan(6);
  });
});
