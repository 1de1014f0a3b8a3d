import { existsSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "@jest/globals";
import execa from "execa";
import { workloads } from "./example-stack";
import { type Manifest, manifests } from "./manifests";

/** The cluster's minor version (environments/production.ts), whose schemas `.ci/kubernetes-checkers` lays down. */
const KUBERNETES = "1.33";

/** What kube-score finds and we leave, with the reason. */
const ACCEPTED: Readonly<Record<string, string>> = {
  "ImagePullPolicy is not set to Always": "tags do not move, and a restart must not depend on the registry",
  "The container is running with a low user ID": "the images are made for users 1001 and 1000 (sections 3.2, 3.3)",
  "The container running with a low group ID": "as their users",
  "Container has the same readiness and liveness probe": "one page, /api/health, in section 4.1; liveness waits longer",
};

const folder = process.env.KUBERNETES_CHECKERS ?? "";

beforeAll(() => {
  if (existsSync(path.join(folder, "kubeconform")) && existsSync(path.join(folder, "kube-score"))) return;
  throw new Error(
    "kubeconform and kube-score: not found; run KUBERNETES_CHECKERS=$(.ci/kubernetes-checkers) npm run test:kubernetes",
  );
});

async function run(program: string, args: readonly string[], input: readonly Manifest[]): Promise<string> {
  const text = input.map((manifest) => JSON.stringify(manifest)).join("\n---\n");
  const { stdout, stderr } = await execa(path.join(folder, program), args, { input: text, reject: false });
  if (stdout === "") throw new Error(`${program}: ${stderr}`);
  return stdout;
}

/** What kubeconform refuses, one line each. */
async function refused(input: readonly Manifest[]): Promise<string[]> {
  const location = path.join(folder, "schemas", "{{ .ResourceKind }}{{ .KindSuffix }}.json");
  const args = ["-strict", "-summary", "-output", "json", "-kubernetes-version", `${KUBERNETES}.0`];
  const output = await run("kubeconform", [...args, "-schema-location", location], input);
  const { resources, summary } = JSON.parse(output);
  expect(summary.valid + resources.length).toBe(input.length);
  expect(summary.skipped).toBe(0);
  return resources.map(({ kind, name, msg }: Record<string, string>) => `${kind} ${name}: ${msg}`).sort();
}

/** What kube-score finds, by its grade, with the object. */
async function findings(
  input: readonly Manifest[],
  grades: readonly number[],
): Promise<[object: string, what: string][]> {
  const output = await run("kube-score", ["score", "--kubernetes-version", `v${KUBERNETES}`, "-o", "json", "-"], input);
  const found: [string, string][] = [];
  for (const { object_name, checks } of JSON.parse(output)) {
    for (const { grade, skipped, comments } of checks) {
      if (skipped || !grades.includes(grade)) continue;
      for (const { summary } of comments ?? []) found.push([object_name, summary]);
    }
  }
  return found;
}

/** A copy with one place changed. */
function changed(kind: string, change: (manifest: Manifest) => void): Manifest {
  const copy = structuredClone(manifests(workloads()).find((manifest) => manifest.kind === kind)) as Manifest;
  change(copy);
  return copy;
}

describe("kubeconform, strictly, by the schemas of the cluster's version", () => {
  test.each([true, false])("finds nothing wrong with the workloads; beat runs here: %s", async (beatRuns) => {
    expect(await refused(manifests(workloads({ beatRuns })))).toEqual([]);
  });

  test("would find a misspelt field, a text for a number, and a missing one", async () => {
    const misspelt = changed("Deployment", ({ spec }) => {
      spec.template.spec.containers[0].imagePulPolicy = "Always";
    });
    const text = changed("CronJob", ({ spec }) => {
      spec.jobTemplate.spec.backoffLimit = "one";
    });
    const missing = changed("HorizontalPodAutoscaler", ({ spec }) => {
      delete spec.maxReplicas;
    });
    expect(await refused([misspelt, text, missing])).toEqual([
      expect.stringContaining("backoffLimit"),
      expect.stringContaining("imagePulPolicy"),
      expect.stringContaining("maxReplicas"),
    ]);
  });
});

describe("kube-score", () => {
  const [critical, warning] = [1, 5];

  test("finds nothing critical but what we leave for a reason, and all of that is still there", async () => {
    const found = (await findings(manifests(workloads()), [critical])).map(([, what]) => what);
    expect([...new Set(found)].sort()).toEqual(Object.keys(ACCEPTED).sort());
  });

  test("warns of nothing but the rule about hosts that the topology spread constraints have taken over", async () => {
    const found = (await findings(manifests(workloads()), [warning])).map(([, what]) => what);
    expect([...new Set(found)]).toEqual(["Deployment does not have a host podAntiAffinity set"]);
  });

  test("would find a container without a read-only root file system", async () => {
    const all = manifests(workloads());
    const web = all.find(({ kind, metadata }) => kind === "Deployment" && metadata.name === "ainav-web");
    if (web) web.spec.template.spec.containers[0].securityContext.readOnlyRootFilesystem = false;
    const found = await findings(all, [critical]);
    expect(found).toContainEqual([expect.stringContaining("ainav-web"), expect.stringMatching(/root file ?system/i)]);
  });
});
