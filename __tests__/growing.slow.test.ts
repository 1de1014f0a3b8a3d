import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { ProjectCopy, run } from "./support/project-copy";
import { type Block, SynthesizedStack } from "./support/synthesis";

let project: ProjectCopy;
beforeAll(() => {
  project = new ProjectCopy();
});
afterAll(() => project.remove());

/** The files that a test has changed, with what was in them. */
const changed = new Map<string, string | undefined>();
afterEach(() => {
  for (const [file, text] of changed) {
    if (text === undefined) rmSync(file);
    else writeFileSync(file, text);
  }
  changed.clear();
});

function write(file: string, text: string): void {
  const full = path.join(project.root, file);
  changed.set(full, undefined);
  mkdirSync(path.dirname(full), { recursive: true });
  writeFileSync(full, text);
}

function edit(file: string, before: string, after: string): void {
  const full = path.join(project.root, file);
  const text = readFileSync(full, "utf8");
  expect(text).toContain(before);
  changed.set(full, text);
  writeFileSync(
    full,
    text.replace(before, () => after),
  );
}

const synth = (...args: string[]) => run(project.root, "main.ts", ["--output", "grown", ...args]);

async function stack(name: string, ...args: string[]): Promise<SynthesizedStack> {
  const { exitCode, stderr } = await synth(...args);
  if (exitCode !== 0) throw new Error(stderr);
  const file = path.join(project.root, "grown/stacks", name, "cdk.tf.json");
  return new SynthesizedStack(JSON.parse(readFileSync(file, "utf8")));
}

const all = (from: SynthesizedStack, type: string) => Object.values(from.resources(type));

describe("a bucket is one entry of a table", () => {
  const ENTRY = "{ recoverableFor: 30, isLogged: true, isCopied: false, isUsedByServices: true }";

  test("from which it is made private, encrypted, versioned, logged, and open to the services' roles", async () => {
    edit("stacks/conventions/buckets.ts", "  bundles: {", `  exports: ${ENTRY},\n  bundles: {`);
    const data = await stack("staging-data", "--environment", "staging");
    const bucket = all(data, "alicloud_oss_bucket").find(({ bucket: name }) => name.includes("-exports-")) as Block;
    expect(bucket).toMatchObject({
      server_side_encryption_rule: { sse_algorithm: "AES256" },
      versioning: { status: "Enabled" },
      logging: { target_bucket: expect.any(String) },
      lifecycle: { prevent_destroy: true },
    });
    expect(JSON.stringify(all(data, "alicloud_oss_bucket_public_access_block"))).toContain("exports");
  });
});

describe("an alarm is one row of the table beside its construct", () => {
  test("from which every instance gets it", async () => {
    const row =
      '{ id: "misses", metric: "HitRate", statistic: "Average", comparison: "<", threshold: 50, unit: "%", periods: 5 }';
    edit("constructs/data/redis-alarms.ts", "  return [", `  return [\n    ${row},`);
    const data = await stack("staging-data", "--environment", "staging");
    const alarms = all(data, "alicloud_cms_alarm").map(({ name }) => name);
    expect(alarms).toContainEqual(expect.stringMatching(/-redis-misses$/));
  });
});

describe("a release is one row of a table and its values", () => {
  const row = (namespace: string) =>
    `  kubecost: {
    chart: { repository: "https://charts.example.com", name: "kubecost", version: "1.0.0" },
    namespace: "${namespace}",
    timeoutSeconds: 300,
    dependsOn: ["namespaces"],
  },
  keda: {`;
  const PRODUCTION = ["--environment", "production", "--phase", "cluster"];

  test("from which it is installed, after what it waits for", async () => {
    edit("stacks/in-cluster/releases.ts", "  keda: {", row("monitoring"));
    write("helm-values/kubecost/values.yaml", "replicas: 2\n");
    const platform = await stack("production-platform", ...PRODUCTION);
    const release = all(platform, "helm_release").find(({ name }) => name === "kubecost");
    expect(release).toMatchObject({ namespace: "monitoring", version: "1.0.0", values: ["replicas: 2\n"] });
    expect(release?.depends_on).toEqual([expect.stringMatching(/^helm_release\.namespaces/)]);
  });

  test("and is refused without values, and in a namespace that nobody makes", async () => {
    edit("stacks/in-cluster/releases.ts", "  keda: {", row("monitorng"));
    const without = await synth(...PRODUCTION);
    expect([without.exitCode, without.stderr]).toEqual([
      1,
      expect.stringContaining("there is no file helm-values/kubecost/values.yaml; write it, or leave it out"),
    ]);
    write("helm-values/kubecost/values.yaml", "replicas: 2\n");
    const homeless = await synth(...PRODUCTION);
    expect([homeless.exitCode, homeless.stderr]).toEqual([
      1,
      expect.stringContaining(
        'kubecost.namespace: "monitorng" is a namespace that nobody makes; did you mean "monitoring"?',
      ),
    ]);
    expect(homeless.stderr).not.toMatch(/\n {4}at /);
  });
});

describe("a region is one entry of a table, and the owner's registry there", () => {
  const moved = (text: string) =>
    text
      .replace('name: "staging"', 'name: "tokyo"')
      .replace('subdomain: "staging"', 'subdomain: "tokyo"')
      .replace('region: "cn-hongkong"', 'region: "ap-northeast-1"')
      .replaceAll("cn-hongkong-", "ap-northeast-1-")
      .replaceAll("10.1.", "10.9.");

  test("in which an environment, one file more, is made from the first to the last stack", async () => {
    const staging = readFileSync(path.join(project.root, "environments/staging.ts"), "utf8");
    write("environments/tokyo.ts", moved(staging));
    const unlisted = await synth("--environment", "tokyo");
    expect(unlisted.exitCode).toBe(1);
    expect(unlisted.stderr).toContain("Add another region, with its zones, to environments/regions.ts.");

    const zones = '["ap-northeast-1-b", "ap-northeast-1-c"]';
    edit(
      "environments/regions.ts",
      "export const REGIONS = {",
      `export const REGIONS = {\n  "ap-northeast-1": ${zones},`,
    );
    edit(
      "environments/owner.ts",
      "imageRegistries: {",
      'imageRegistries: {\n    "ap-northeast-1": "registry.example.com",',
    );
    const network = await stack("tokyo-network", "--environment", "tokyo");
    expect(network.json.provider.alicloud).toEqual([expect.objectContaining({ region: "ap-northeast-1" })]);
    for (const { zone_id } of all(network, "alicloud_vswitch")) expect(zone_id).toMatch(/^ap-northeast-1-/);
  });
});

describe("copies of an environment's data", () => {
  test("go to an environment that there is, or the synth stops", async () => {
    edit("environments/production.ts", 'environment: "disaster-recovery"', 'environment: "disaster-recovry"');
    const { exitCode, stderr } = await synth("--environment", "production");
    expect([exitCode, stderr]).toEqual([
      1,
      expect.stringContaining("environments/production.ts: data.copies.environment"),
    ]);
    expect(stderr).toContain("Did you mean disaster-recovery?");
  });
});
