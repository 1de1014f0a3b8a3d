import { ExitStatus } from "../command/exit-status";
import { acceptedReason } from "./accepted-warnings";
import type { Diagnostic } from "./diagnostics";
import type { ProviderAvailability } from "./providers";
import type { StackResult } from "./stack-check";

/** What `npm run validate` found. */
export interface Report {
  readonly stacks: readonly StackResult[];
  readonly providers: readonly Omit<ProviderAvailability, "pluginFolder">[];
  /** How many warnings Terraform and the providers gave, such as of deprecated arguments, less the accepted ones. */
  readonly warnings: number;
}

/** Puts together what was found of stacks and of the providers that they need. */
export function reportOf(stacks: readonly StackResult[], providers: readonly ProviderAvailability[]): Report {
  const diagnostics = stacks.flatMap((stack) => stack.diagnostics);
  return {
    stacks,
    providers: providers.map(({ pluginFolder: _, ...provider }) => provider),
    warnings: diagnostics.filter(isUnaccepted).length,
  };
}

function isUnaccepted(diagnostic: Diagnostic): boolean {
  return diagnostic.severity === "warning" && acceptedReason(diagnostic) === undefined;
}

/**
 * The command's exit status.
 *
 * @param strict whether a warning is as bad as an error
 */
export function exitStatus({ stacks, warnings }: Report, strict: boolean): ExitStatus {
  if (stacks.some(({ status }) => status === "invalid") || (strict && warnings > 0)) return ExitStatus.failed;
  return stacks.some(({ status }) => status === "unchecked") ? ExitStatus.unchecked : ExitStatus.ok;
}

/** One stack as text: a line, and what Terraform says of it. */
export function describeStack({ stack, status, reasons, simulated = [], planned, diagnostics }: StackResult): string {
  const stoodIn = simulated.map(({ source, from }) => `${source} simulated from the ${from}`);
  const facts = [...reasons, ...stoodIn, ...(planned === undefined ? [] : [`${planned} resources planned`])];
  const head = `${status.padEnd(9)}  ${stack}${facts.length > 0 ? `: ${facts.join("; ")}` : ""}`;
  const details = diagnostics.map((diagnostic) => {
    const { severity, summary, detail, address } = diagnostic;
    const place = address === undefined ? "" : ` (${address})`;
    const reason = acceptedReason(diagnostic);
    if (reason !== undefined) return `  accepted: ${summary}${place}: ${reason}`;
    return `  ${severity}: ${summary}${place}${detail ? `\n${detail.replaceAll(/^/gm, "    ")}` : ""}`;
  });
  return [head, ...details].join("\n");
}

/** The end of the report as text: what is not real, or not there at all, and how many stacks are what. */
export function summarize({ stacks, providers, warnings }: Report): string {
  const count = (status: StackResult["status"]) => stacks.filter((stack) => stack.status === status).length;
  return [
    ...providers.flatMap(describeProvider),
    `${count("valid")} valid, ${count("invalid")} invalid, ${count("unchecked")} unchecked; ${warnings} warning${warnings === 1 ? "" : "s"}`,
  ].join("\n");
}

function describeProvider({ source, version, reason, simulated }: Report["providers"][number]): string[] {
  if (reason === undefined) return [];
  const name = `provider ${source} ${version}`;
  if (simulated === undefined) return [`${name} cannot be had here: ${reason}`];
  return [`${name}: simulated from the ${simulated}, as it cannot be had here: ${reason}`];
}
