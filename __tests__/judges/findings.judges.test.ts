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
  const [byCheckov, byKics] = await Promise.all([judgeWithCheckov(), judgeWithKics()]);
  verdicts = { checkov: byCheckov, KICS: byKics, trivy: { manifests: await trivy(judged.manifests) } };
});
afterAll(() => rmSync(root, { recursive: true }));

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
  return [...new Set(files.map(({ parentPath }) => path.basename(parentPath)))];
}
const stacks = () => foldersWith(/^cdk\.tf\.json$/, judged.stacks);
const manifestFolders = () => foldersWith(/^[A-Z].*\.json$/, judged.manifests);

const allFindings = () =>
  Object.values(verdicts).flatMap((each) => Object.values<Verdict>(each).flatMap(({ findings }) => findings));

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
  function write(name: string, file: string, json: Block): string {
    const folder = path.join(root, "planted", name);
    mkdirSync(path.join(folder, "broken"), { recursive: true });
    writeFileSync(path.join(folder, "broken", file), JSON.stringify(json));
    return folder;
  }

  test("both judges find a bucket that everybody may read", async () => {
    const folder = write("stack", "cdk.tf.json", {
      // KICS knows a file of cdktf by these two.
      "//": { metadata: { stackName: "broken" } },
      terraform: { required_providers: { alicloud: { source: "aliyun/alicloud" } } },
      resource: { alicloud_oss_bucket: { open: { bucket: "open", acl: "public-read" } } },
    });
    const checks = [await checkov(folder, "terraform_json"), await kics(folder, "Terraform")].map(({ findings }) =>
      findings.map(({ check }) => check),
    );
    expect(checks[0]).toContain("CKV_ALI_1");
    expect(checks[1]).toContain("KICS: OSS Bucket Public Access Enabled");
  });

  test("all judges find a pod that is privileged", async () => {
    const container = { name: "web", image: "web:1", securityContext: { privileged: true } };
    const folder = write("manifest", "Pod-web.json", {
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name: "web", namespace: "ainav" },
      spec: { containers: [container] },
    });
    const judges = [await checkov(folder, "kubernetes"), await kics(folder, "Kubernetes"), await trivy(folder)];
    const checks = judges.map(({ findings }) => findings.map(({ check }) => check));
    expect(checks[0]).toContain("CKV_K8S_16");
    expect(checks[1]).toContain("KICS: Container Is Privileged");
    expect(checks[2]).toContain("KSV-0017");
  });
});
