import { ExitStatus } from "../command/exit-status";
import { type Finding, isFallback } from "./findings";

/** What was found for one environment, or why nothing was. */
export interface EnvironmentReport {
  readonly environment: string;
  readonly region: string;
  readonly findings: readonly Finding[];
  /** Why the region could not be asked, in Terraform's words. */
  readonly error?: string;
}

/** The command's exit status; what cannot be had counts before what could not be asked. */
export function exitStatus(reports: readonly EnvironmentReport[]): ExitStatus {
  if (reports.some(({ findings }) => findings.some(({ used }) => used === undefined))) return ExitStatus.failed;
  return reports.some(({ error }) => error !== undefined) ? ExitStatus.unchecked : ExitStatus.ok;
}

/** An environment as a table, with what to change below it. */
export function describe({ environment, region, findings, error }: EnvironmentReport): string {
  const head = `${environment} (${region})`;
  if (error !== undefined) return `${head}: could not ask\n${error.replaceAll(/^/gm, "  ")}`;
  const rows = findings.map((finding) => [finding.zone ?? region, finding.what, verdict(finding), others(finding)]);
  const table = align([["ZONE", "FOR", "USED", "OTHERS"], ...rows]).map((line) => `  ${line}`);
  const lacking = findings.filter(({ used }) => used === undefined);
  const remedies = lacking.map(
    ({ what, zone = region, wanted, remedy }) =>
      `${environment}: ${zone} has none of ${wanted.map(({ name }) => name).join(", ")} for ${what}. ${remedy}`,
  );
  return [head, ...table, ...remedies].join("\n");
}

/** How much of it all can be had. */
export function summarize(reports: readonly EnvironmentReport[]): string {
  const findings = reports.flatMap((report) => report.findings);
  const lacking = findings.filter(({ used }) => used === undefined).length;
  const fallbacks = findings.filter(isFallback).length;
  const silent = reports.filter(({ error }) => error !== undefined).length;
  const asked = `${findings.length - lacking} can be had, ${fallbacks} of them by a fallback; ${lacking} cannot`;
  return silent === 0 ? asked : `${asked}; ${silent} of ${reports.length} environments could not be asked for`;
}

function verdict(finding: Finding): string {
  if (finding.used === undefined) return "CANNOT BE HAD";
  return isFallback(finding) ? `${finding.used} (fallback)` : finding.used;
}

function others({ wanted, used }: Finding): string {
  const rest = wanted.filter(({ name }) => name !== used);
  const named = (label: string, sold: boolean) => {
    const names = rest.filter((each) => each.sold === sold).map(({ name }) => name);
    return names.length > 0 ? [`${label} ${names.join(", ")}`] : [];
  };
  return [...named("not sold:", false), ...named("sold too:", true)].join("; ");
}

function align(rows: readonly (readonly string[])[]): string[] {
  const width = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(width(column)))
      .join("  ")
      .trimEnd(),
  );
}
