import path from "node:path";
import execa from "execa";
import { judgesFolder, type Verdict } from "./finding";

/** A check's result, as checkov writes it. */
interface Result {
  readonly check_id: string;
  readonly check_name: string;
  readonly file_path: string;
  readonly resource: string;
}

interface Report {
  readonly check_type: string;
  readonly summary: { readonly parsing_errors: number };
  readonly results: { readonly passed_checks: readonly Result[]; readonly failed_checks: readonly Result[] };
}

/**
 * Runs checkov's checks of Terraform JSON on a folder that has stacks' folders at some depth.
 *
 * @throws with checkov's words when it reads nothing, or not every file
 */
export async function checkov(folder: string): Promise<Verdict> {
  const args = ["--directory", folder, "--framework", "terraform_json", "--output", "json", "--compact"];
  const { stdout, stderr } = await execa(
    path.join(judgesFolder(), "checkov/bin/python"),
    // Without --skip-download it asks its maker's service for texts.
    ["-m", "checkov.main", ...args, "--skip-download"],
    { reject: false, stdin: "ignore" },
  );
  const report = parse(stdout);
  if (report === undefined || report.summary.parsing_errors > 0)
    throw new Error(`checkov could not read ${folder}: ${stderr || stdout}`);
  const { passed_checks, failed_checks } = report.results;
  const checks: Record<string, number> = {};
  for (const { file_path } of [...passed_checks, ...failed_checks]) {
    const stack = stackOf(file_path);
    checks[stack] = (checks[stack] ?? 0) + 1;
  }
  const findings = failed_checks.map(({ check_id, check_name, file_path, resource }) => ({
    check: check_id,
    resource: `${stackOf(file_path)}/${resource}`,
    what: check_name,
  }));
  return { findings, checks };
}

/** The report of Terraform JSON. Undefined when checkov has read nothing: then it writes a summary alone. */
function parse(stdout: string): Report | undefined {
  const start = stdout.indexOf("{");
  if (start < 0) return undefined;
  const report: Report | Omit<Report, "results"> = JSON.parse(stdout.slice(start));
  return "results" in report ? report : undefined;
}

function stackOf(file: string): string {
  return path.basename(path.dirname(file));
}
