/** What a judge finds wrong with one resource of one stack. */
export interface Finding {
  /** The check's id, such as `CKV_ALI_6`. */
  readonly check: string;
  /** `<stack>/<type>.<logical id>`. The same in every phase. */
  readonly resource: string;
  /** What the check asks for, in the judge's words. */
  readonly what: string;
}

/** A judge's verdict on a folder of stacks. */
export interface Verdict {
  readonly findings: readonly Finding[];
  /** How many checks passed or failed, by stack. A judge that could not read a stack has none for it. */
  readonly checks: Readonly<Record<string, number>>;
}

/** The folder in which the setup has installed the judge. @throws when the tests run without the setup */
export function judgesFolder(): string {
  const folder = process.env.JUDGES;
  if (folder === undefined) throw new Error("checkov: not installed; run npm run test:judges");
  return folder;
}
