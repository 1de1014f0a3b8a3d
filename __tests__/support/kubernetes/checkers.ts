import path from "node:path";
import { expect } from "@jest/globals";
import execa from "execa";
import type { Block } from "../synthesis";

/** The cluster's version (environments/production.ts). `.ci/kubernetes-checkers` has its schemas. */
const KUBERNETES = "1.33";

/** The places of schemas: Kubernetes' own kinds, custom resources, and those that are written by hand. */
const schemaLocations = (folder: string) => [
  path.join(folder, "schemas", "{{ .ResourceKind }}{{ .KindSuffix }}.json"),
  ...[path.join(folder, "schemas"), path.join(__dirname, "schemas")].map((root) =>
    path.join(root, "{{ .Group }}", "{{ .ResourceKind }}_{{ .ResourceAPIVersion }}.json"),
  ),
];

/** The grades that kube-score gives to its findings. */
const GRADES = { critical: 1, warning: 5 };

/** The folder in which the setup has built the checkers. @throws when the tests run without the setup */
function checkersFolder(): string {
  const folder = process.env.KUBERNETES_CHECKERS;
  if (folder === undefined) throw new Error("kubeconform and kube-score: not built; run npm run test:kubernetes");
  return folder;
}

async function run(program: string, args: readonly string[], input: readonly Block[]): Promise<string> {
  const text = input.map((manifest) => JSON.stringify(manifest)).join("\n---\n");
  const { stdout, stderr } = await execa(path.join(checkersFolder(), program), args, { input: text, reject: false });
  if (stdout === "") throw new Error(`${program}: ${stderr}`);
  return stdout;
}

/** The mistakes that kubeconform finds in objects, a line each. It runs in strict mode and refuses unknown kinds. */
export async function refused(input: readonly Block[]): Promise<string[]> {
  const locations = schemaLocations(checkersFolder()).flatMap((location) => ["-schema-location", location]);
  const args = ["-strict", "-summary", "-output", "json", "-kubernetes-version", `${KUBERNETES}.0`];
  const { resources, summary } = JSON.parse(await run("kubeconform", [...args, ...locations], input));
  expect(summary.valid + resources.length).toBe(input.length);
  expect(summary.skipped).toBe(0);
  return resources.map(({ kind, name, msg }: Record<string, string>) => `${kind} ${name}: ${msg}`).sort();
}

/** kube-score's findings of one grade, each with its object. It only looks at Kubernetes' own kinds. */
export async function findings(
  input: readonly Block[],
  grade: keyof typeof GRADES,
): Promise<[object: string, what: string][]> {
  const output = await run("kube-score", ["score", "--kubernetes-version", `v${KUBERNETES}`, "-o", "json", "-"], input);
  const found: [string, string][] = [];
  for (const { object_name, checks } of JSON.parse(output) ?? []) {
    for (const check of checks) {
      if (check.skipped || check.grade !== GRADES[grade]) continue;
      for (const { summary } of check.comments ?? []) found.push([object_name, summary]);
    }
  }
  return found;
}
