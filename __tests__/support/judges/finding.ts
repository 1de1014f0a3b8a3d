import path from "node:path";

/** What a judge finds wrong with one resource of a stack, or with one Kubernetes object. */
export interface Finding {
  /** The check's id, such as `CKV_ALI_6` or `KSV-0020`. KICS has long numbers for ids; so this is its name with `KICS: ` before it. */
  readonly check: string;
  /** `<stack>/<type>.<logical id>`, or `<folder>/<kind>-<name>` of a manifest. The same in every phase. */
  readonly resource: string;
  /** What the check asks for, in the judge's words. */
  readonly what: string;
}

/** A judge's verdict on a folder of stacks, or of manifests. */
export interface Verdict {
  readonly findings: readonly Finding[];
  /** How many checks ran, by the folder of a stack or of manifests. A folder that the judge could not read has none. */
  readonly checks: Readonly<Record<string, number>>;
}

/** The folder of a stack's file, or of a manifest, by its name alone. */
export function folderOf(file: string): string {
  return path.basename(path.dirname(file));
}

/** Whether a file that a judge names is a manifest, which has one object only. */
export function isManifest(file: string): boolean {
  return path.basename(file) !== "cdk.tf.json";
}

/** The resource of a finding in a manifest. */
export function manifestResource(file: string): string {
  return `${folderOf(file)}/${path.basename(file, ".json")}`;
}

/** The folder or the program of an installed judge. @throws when the tests run without the setup, which says it */
export function judgeFile(variable: "CHECKOV_FOLDER" | "KICS_FOLDER" | "TRIVY_PROGRAM"): string {
  const file = process.env[variable];
  if (file === undefined) throw new Error("the judges: not installed; run npm run test:judges");
  return file;
}
