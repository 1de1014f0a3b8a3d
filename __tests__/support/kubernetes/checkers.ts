import path from "node:path";
import { expect } from "@jest/globals";
import execa from "execa";
import type { Block } from "../synthesis";

/** The cluster's minor version (environments/production.ts), whose schemas `.ci/kubernetes-checkers` lays down. */
const KUBERNETES = "1.33";

/** Where schemas are: of Kubernetes' own kinds, of custom resources, and those that are written by hand. */
const schemaLocations = (folder: string) => [
  path.join(folder, "schemas", "{{ .ResourceKind }}{{ .KindSuffix }}.json"),
  ...[path.join(folder, "schemas"), path.join(__dirname, "schemas")].map((root) =>
    path.join(root, "{{ .Group }}", "{{ .ResourceKind }}_{{ .ResourceAPIVersion }}.json"),
  ),
];

/** How kube-score grades what it finds. */
const GRADES = { critical: 1, warning: 5 };

/** Where the setup has built them. @throws when the tests run without it */
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

/** What kubeconform refuses of objects, strictly, one line each. It skips none, and does not pass over unknown kinds. */
export async function refused(input: readonly Block[]): Promise<string[]> {
  const locations = schemaLocations(checkersFolder()).flatMap((location) => ["-schema-location", location]);
  const args = ["-strict", "-summary", "-output", "json", "-kubernetes-version", `${KUBERNETES}.0`];
  const { resources, summary } = JSON.parse(await run("kubeconform", [...args, ...locations], input));
  expect(summary.valid + resources.length).toBe(input.length);
  expect(summary.skipped).toBe(0);
  return resources.map(({ kind, name, msg }: Record<string, string>) => `${kind} ${name}: ${msg}`).sort();
}

/** What kube-score finds of one grade, with the object. It looks at Kubernetes' own kinds only. */
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
