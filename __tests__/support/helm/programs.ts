import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseYaml } from "../../../constructs/kubernetes/helm/helm-values";
import { valuesFiles } from "../../../stacks/in-cluster/release-values";
import { type ClusterRelease, RELEASES, WORKLOAD_RELEASES } from "../../../stacks/in-cluster/releases";
import type { DeployedSurroundings } from "../../../stacks/surroundings";
import { EXAMPLE, workloads } from "../kubernetes/example-stack";
import { resolveNames } from "../kubernetes/manifests";
import { type Outcome, outcomeOf } from "../outcome";
import type { Block } from "../synthesis";
import { platformStack, releasesOf, VALUES_FOLDER } from "./platform";

/** The releases of the platform's and the workloads' stack. */
const ALL: Readonly<Record<string, ClusterRelease>> = { ...RELEASES, ...WORKLOAD_RELEASES };

/** The releases whose charts are folders of this project. */
export const LOCAL_RELEASES = Object.keys(ALL).filter((name) => "folder" in (ALL[name] as ClusterRelease).chart);

/** The Helm that the setup has built. @throws when the tests run without it */
function helmProgram(): string {
  const program = process.env.HELM_PROGRAM;
  if (program === undefined) throw new Error("Helm: not built; run npm run test:kubernetes");
  return program;
}

/** Runs Helm without this machine's own configuration. */
export function helm(args: readonly string[]): Outcome {
  const home = mkdtempSync(path.join(tmpdir(), "helm-home-"));
  try {
    const isolated = [`--repository-cache=${home}`, `--repository-config=${home}/repositories.yaml`];
    return outcomeOf(helmProgram(), [...args, ...isolated]);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** The parts of an environment that change what charts render. */
export type Variant = Partial<Pick<DeployedSurroundings, "secretStore" | "search">>;

/** A variant with secrets in KMS, where they have versions. */
export const IN_KMS: Variant = {
  secretStore: { kind: "kms", kmsInstanceId: "kst-hkexample", kmsKeyId: "key-hkexample" },
};

/** A release of its stack, or undefined when the variant does not have it. */
function releaseOf(name: string, variant: Variant): Block | undefined {
  if (!(name in WORKLOAD_RELEASES)) return releasesOf(platformStack("production", {}, variant))[name];
  const { secretStore = EXAMPLE.surroundings.secretStore } = variant;
  const cluster = { ...EXAMPLE.cluster, queueScaling: { tasksPerWorker: 20 } };
  const stack = workloads({ cluster, surroundings: { ...EXAMPLE.surroundings, secretStore } });
  const release = releasesOf(stack)[name];
  return release && resolveNames(release, stack.json.resource);
}

/** Whether the variant's stack has a release. */
export const isThere = (release: string, variant: Variant) => releaseOf(release, variant) !== undefined;

/** The values that a release gets from its stack, as arguments of Helm's command line. */
export function argumentsOf(release: string, variant: Variant = {}): string[] {
  const { set = [], namespace } = releaseOf(release, variant) as Block;
  const flags = set.map(({ name, value, type }: Block) => [
    type === "string" ? "--set-string" : "--set",
    `${name}=${value}`,
  ]);
  const values = valuesFiles(release, "production").map((file) => ["-f", file]);
  return ["--namespace", namespace, ...values.flat(), ...flags.flat()];
}

/** A chart that renders nothing but the values that it gets. */
export function withProbeChart<T>(use: (folder: string) => T): T {
  const folder = mkdtempSync(path.join(tmpdir(), "probe-chart-"));
  try {
    mkdirSync(path.join(folder, "templates"));
    writeFileSync(path.join(folder, "Chart.yaml"), "apiVersion: v2\nname: probe\nversion: 1.0.0\n");
    writeFileSync(path.join(folder, "templates/values.yaml"), "{{ .Values | toYaml }}\n");
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The folder of a release's chart. */
export function folderOf(release: string): string {
  const chart = ALL[release]?.chart;
  if (chart === undefined || !("folder" in chart)) throw new Error(`${release}: has no chart of this project`);
  return path.join(VALUES_FOLDER, chart.folder);
}

/** The objects that a local chart renders with its stack's values. @throws with Helm's message if Helm refuses them */
export function objects(release: string, variant?: Variant): Block[] {
  const { ok, output } = helm(["template", release, folderOf(release), ...argumentsOf(release, variant)]);
  if (!ok) throw new Error(output);
  const documents = output.split(/^---$/m).map((text) => parseYaml(text) as Block | null | undefined);
  return documents.filter((document) => document !== null && document !== undefined);
}
