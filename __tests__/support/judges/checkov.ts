import path from "node:path";
import execa from "execa";
import { type Finding, folderOf, isManifest, judgeFile, manifestResource, type Verdict } from "./finding";

/** A check's result, as checkov writes it. */
interface Result {
  readonly check_id: string;
  readonly check_name: string;
  readonly file_abs_path: string;
  readonly resource: string;
}

interface Report {
  readonly summary: { readonly parsing_errors: number };
  readonly results: { readonly passed_checks: readonly Result[]; readonly failed_checks: readonly Result[] };
}

/**
 * Runs checkov's checks of Terraform JSON, or of Kubernetes objects, on a folder that has folders of them at some depth.
 *
 * @throws with checkov's words when it reads nothing, or not every file
 */
export async function checkov(folder: string, framework: "terraform_json" | "kubernetes"): Promise<Verdict> {
  const args = ["--directory", folder, "--framework", framework, "--output", "json", "--compact"];
  const { stdout, stderr } = await execa(
    path.join(judgeFile("CHECKOV_FOLDER"), "checkov/bin/python"),
    // Without --skip-download it asks its maker's service for texts.
    ["-m", "checkov.main", ...args, "--skip-download"],
    { reject: false, stdin: "ignore" },
  );
  const report = parse(stdout);
  if (report === undefined || report.summary.parsing_errors > 0)
    throw new Error(`checkov could not read ${folder}: ${stderr || stdout}`);
  const { passed_checks, failed_checks } = report.results;
  const checks: Record<string, number> = {};
  for (const { file_abs_path } of [...passed_checks, ...failed_checks])
    checks[folderOf(file_abs_path)] = (checks[folderOf(file_abs_path)] ?? 0) + 1;
  return { findings: failed_checks.map(findingOf), checks };
}

function findingOf({ check_id, check_name, file_abs_path: file, resource }: Result): Finding {
  const place = isManifest(file) ? manifestResource(file) : `${folderOf(file)}/${resource}`;
  return { check: check_id, resource: place, what: check_name };
}

/** The report. Undefined when checkov has read nothing: then it writes a summary alone. */
function parse(stdout: string): Report | undefined {
  const start = stdout.indexOf("{");
  if (start < 0) return undefined;
  const report: Report | Omit<Report, "results"> = JSON.parse(stdout.slice(start));
  return "results" in report ? report : undefined;
}
