import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import execa from "execa";
import { type Finding, folderOf, isManifest, judgeFile, manifestResource, type Verdict } from "./finding";

/** KICS' queries of each kind of input, as folders. */
const QUERIES = {
  Terraform: ["common", "terraform"],
  Kubernetes: ["common", "k8s"],
} as const;

interface Report {
  readonly files_failed_to_scan: number;
  readonly queries_total: number;
  readonly queries_failed_to_execute: number;
  readonly queries: readonly {
    readonly query_id: string;
    readonly query_name: string;
    readonly files: readonly Place[];
  }[];
}

interface Place {
  readonly file_name: string;
  /** The place in the file: `alicloud_oss_bucket[logs].logging` or `resource.alicloud_oss_bucket.logs`. */
  readonly search_key: string;
  readonly expected_value: string;
}

/** The documents that KICS has read. */
interface Payload {
  readonly document: readonly { readonly file: string }[];
}

/**
 * Runs KICS on a folder that has folders of Terraform JSON, or of Kubernetes objects, at some depth. It runs every query on
 * every file that it reads. Some queries compare all objects with one another, so a folder should have what is deployed
 * together.
 *
 * @throws with KICS' words when a query breaks, or a file cannot be read
 */
export async function kics(folder: string, platform: keyof typeof QUERIES): Promise<Verdict> {
  const home = judgeFile("KICS_FOLDER");
  const output = mkdtempSync(path.join(tmpdir(), "kics-"));
  const payload = path.join(output, "payload.json");
  try {
    const args = ["scan", "--path", folder, "--type", platform, "--libraries-path", path.join(home, "libraries")];
    const queries = QUERIES[platform].flatMap((name) => ["--queries-path", path.join(home, "queries", name)]);
    const results = ["--output-path", output, "--payload-path", payload, "--report-formats", "json"];
    const { exitCode, stderr, stdout } = await execa(
      path.join(home, "console"),
      [...args, ...queries, ...results, "--disable-secrets", "--ignore-on-exit", "results", "--ci"],
      { reject: false, stdin: "ignore", cwd: output },
    );
    if (exitCode !== 0) throw new Error(`KICS ended with status ${exitCode}: ${stderr || stdout}`);
    return verdictOf(read(path.join(output, "results.json")), read(payload));
  } finally {
    rmSync(output, { recursive: true });
  }
}

function read<T>(file: string): T {
  return JSON.parse(readFileSync(file, "utf8"));
}

function verdictOf(report: Report, { document }: Payload): Verdict {
  if (report.files_failed_to_scan + report.queries_failed_to_execute > 0)
    throw new Error(
      `KICS: ${report.files_failed_to_scan} files and ${report.queries_failed_to_execute} queries failed`,
    );
  return {
    findings: report.queries.flatMap(({ query_id, query_name, files }) =>
      files.map((place) => ({
        check: `KICS: ${query_name}`,
        resource: resourceOf(place),
        what: `${place.expected_value} (query ${query_id})`,
      })),
    ),
    checks: Object.fromEntries(document.map(({ file }) => [folderOf(file), report.queries_total])),
  };
}

function resourceOf({ file_name, search_key }: Place): Finding["resource"] {
  if (isManifest(file_name)) return manifestResource(file_name);
  const [, type, name] = /^(?:resource\.)?(\w+)[.[]\{*([\w-]+)/.exec(search_key) ?? [];
  return `${folderOf(file_name)}/${type && name ? `${type}.${name}` : search_key}`;
}
