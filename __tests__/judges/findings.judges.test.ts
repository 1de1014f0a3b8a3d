import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { checkov } from "../support/judges/checkov";
import type { Finding, Verdict } from "../support/judges/finding";
import { type Judged, writeJudged } from "../support/judges/judged-folder";
import { kics } from "../support/judges/kics";
import { trivy } from "../support/judges/trivy";
import type { Block } from "../support/synthesis";
import { ACCEPTED, type Accepted } from "./accepted";

jest.setTimeout(900_000);

const FILE = "__tests__/judges/accepted.ts";

/** The folder of stacks, and of manifests, that has mistakes on purpose. The judges read it with the others. */
const PLANTED = "planted";

let root: string;
let judged: Judged;
let verdicts: Readonly<
  Record<"checkov" | "KICS", { readonly stacks: Verdict; readonly manifests: Verdict }> & {
    trivy: { readonly manifests: Verdict };
  }
>;
beforeAll(async () => {
  root = mkdtempSync(path.join(tmpdir(), "judges-"));
  judged = writeJudged(root);
  plantMistakes();
  const [byCheckov, byKics] = await Promise.all([judgeWithCheckov(), judgeWithKics()]);
  verdicts = { checkov: byCheckov, KICS: byKics, trivy: { manifests: await trivy(judged.manifests) } };
});
afterAll(() => rmSync(root, { recursive: true }));

function plantMistakes(): void {
  plant(judged.stacks, "cdk.tf.json", {
    // KICS knows a file of cdktf by these two.
    "//": { metadata: { stackName: PLANTED } },
    terraform: { required_providers: { alicloud: { source: "aliyun/alicloud" } } },
    resource: { alicloud_oss_bucket: { open: { bucket: "open", acl: "public-read" } } },
  });
  plant(judged.manifests, "Pod-web.json", {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "web", namespace: "ainav" },
    spec: { containers: [{ name: "web", image: "web:1", securityContext: { privileged: true } }] },
  });
}

function plant(folder: string, file: string, json: Block): void {
  mkdirSync(path.join(folder, PLANTED));
  writeFileSync(path.join(folder, PLANTED, file), JSON.stringify(json));
}

async function judgeWithCheckov() {
  const stacks = await checkov(judged.stacks, "terraform_json");
  return { stacks, manifests: await checkov(judged.manifests, "kubernetes") };
}

async function judgeWithKics() {
  const stacks = await kics(judged.stacks, "Terraform");
  const sets: Verdict[] = [];
  for (const set of readdirSync(judged.manifests))
    sets.push(await kics(path.join(judged.manifests, set), "Kubernetes"));
  return { stacks, manifests: joined(sets) };
}

function joined(all: readonly Verdict[]): Verdict {
  return {
    findings: all.flatMap(({ findings }) => findings),
    checks: Object.assign({}, ...all.map(({ checks }) => checks)),
  };
}

/** The names of the folders, at any depth, that contain files with such names. */
function foldersWith(file: RegExp, folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(({ name }) => file.test(name));
  return [...new Set(files.map(({ parentPath }) => path.basename(parentPath)))].filter((name) => name !== PLANTED);
}
const stacks = () => foldersWith(/^cdk\.tf\.json$/, judged.stacks);
const manifestFolders = () => foldersWith(/^[A-Z].*\.json$/, judged.manifests);

const isPlanted = ({ resource }: Finding) => resource.startsWith(`${PLANTED}/`);

const allFindings = () =>
  Object.values(verdicts)
    .flatMap((each) => Object.values<Verdict>(each).flatMap(({ findings }) => findings))
    .filter((finding) => !isPlanted(finding));

function accepts({ checks, resources }: Accepted, { check, resource }: Finding): boolean {
  return checks.includes(check) && resources.exec(resource)?.[0] === resource;
}

describe("the judges", () => {
  test("checkov reads every stack, and checks each that has a type that it knows", () => {
    // checkov knows no type of operations, edge and platform, and few of compute.
    const known = stacks().filter((stack) => /^(account|state)$|-(network|data|cluster|workloads)$/.test(stack));
    expect(known.length).toBeGreaterThan(2);
    expect(known.filter((stack) => !verdicts.checkov.stacks.checks[stack])).toEqual([]);
  });

  test("KICS runs its queries on every stack, and on every folder of manifests", () => {
    expect(stacks().filter((stack) => !verdicts.KICS.stacks.checks[stack])).toEqual([]);
    expect(manifestFolders().length).toBeGreaterThan(5);
    expect(manifestFolders().filter((folder) => !verdicts.KICS.manifests.checks[folder])).toEqual([]);
  });

  test("checkov checks the manifests of every stack", () => {
    const stacks = manifestFolders().filter((folder) => folder.endsWith("-workloads"));
    expect(stacks).not.toEqual([]);
    expect(stacks.filter((folder) => !verdicts.checkov.manifests.checks[folder])).toEqual([]);
  });

  test("trivy checks every folder of manifests", () => {
    expect(manifestFolders().filter((folder) => !verdicts.trivy.manifests.checks[folder])).toEqual([]);
  });

  test(`find nothing that is not in ${FILE}`, () => {
    const unlisted = allFindings().filter((finding) => !ACCEPTED.some((entry) => accepts(entry, finding)));
    const lines = unlisted.map(
      ({ check, resource, what }) => `${check} ${resource}: ${what}; mend it, or list it in ${FILE} with its reason`,
    );
    expect([...new Set(lines)].sort()).toEqual([]);
  });

  test(`find everything that is in ${FILE}`, () => {
    const found = allFindings();
    const gone = ACCEPTED.flatMap((entry) =>
      entry.checks
        .filter((check) => !found.some((finding) => finding.check === check && accepts(entry, finding)))
        .map((check) => `${check} ${entry.resources}: no longer found; remove it from ${FILE}`),
    );
    expect(gone).toEqual([]);
  });
});

describe("mistakes that are planted", () => {
  const found = ({ findings }: Verdict) => findings.filter(isPlanted).map(({ check }) => check);

  test("are found: a bucket that everybody may read, by both judges of stacks", () => {
    expect(found(verdicts.checkov.stacks)).toContain("CKV_ALI_1");
    expect(found(verdicts.KICS.stacks)).toContain("KICS: OSS Bucket Public Access Enabled");
  });

  test("are found: a pod that is privileged, by all judges", () => {
    expect(found(verdicts.checkov.manifests)).toContain("CKV_K8S_16");
    expect(found(verdicts.KICS.manifests)).toContain("KICS: Container Is Privileged");
    expect(found(verdicts.trivy.manifests)).toContain("KSV-0017");
  });
});
