/** What Terraform says of a configuration. */
export interface Diagnostic {
  readonly severity: "error" | "warning";
  readonly summary: string;
  readonly detail?: string;
  readonly address?: string;
}

/** What `terraform validate -json` printed. */
export function readValidation(stdout: string): { valid: boolean; diagnostics: Diagnostic[] } {
  const { valid, diagnostics } = JSON.parse(stdout) as {
    valid: boolean;
    diagnostics: (Diagnostic & { snippet?: { context?: string } })[];
  };
  return {
    valid,
    diagnostics: diagnostics.map(({ snippet, ...diagnostic }) => clean({ address: snippet?.context, ...diagnostic })),
  };
}

/** What `terraform plan -json` printed, one object a line. */
export function readPlan(stdout: string): { diagnostics: Diagnostic[]; planned: number } {
  const lines = stdout.split("\n").filter((line) => line.startsWith("{"));
  const events = lines.map((line) => JSON.parse(line) as { type: string; diagnostic?: Diagnostic });
  // A plan validates first, and then says once more what there is to say.
  const diagnostics = new Map(
    events.flatMap(({ diagnostic }) => (diagnostic ? [[JSON.stringify(diagnostic), clean(diagnostic)]] : [])),
  );
  return {
    diagnostics: [...diagnostics.values()],
    planned: events.filter(({ type }) => type === "planned_change").length,
  };
}

/** The Alibaba Cloud provider colours its messages whether there is a terminal or not. */
function clean({ severity, summary, detail, address }: Diagnostic): Diagnostic {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is how a colour begins.
  const plain = summary.replaceAll(/\u001b\[\d*m/g, "");
  return { severity, summary: plain, detail, address };
}
