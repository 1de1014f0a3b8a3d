import type { Diagnostic } from "./diagnostics";

/** Warnings that stay, with the reason. */
interface AcceptedWarning {
  readonly summary: string;
  /** Which resources it may be about. */
  readonly address: RegExp;
  readonly reason: string;
}

/** A list that people review: `--strict` takes every other warning for an error. */
const ACCEPTED_WARNINGS: readonly AcceptedWarning[] = [
  {
    summary: "Deprecated Resource",
    address: /^alicloud_cr_(namespace|repo)\./,
    reason: "the personal image registry is free, what takes its place is paid; `images.enterprise` is the way out",
  },
  {
    summary: "Resource Destruction Considerations",
    address: /^cloudflare_/,
    reason: "a setting of a zone has a value always, and is nothing that could be destroyed",
  },
];

/** Why a warning is no reason to fail; `undefined` when it is one. */
export function acceptedReason({ severity, summary, address = "" }: Diagnostic): string | undefined {
  if (severity !== "warning") return undefined;
  return ACCEPTED_WARNINGS.find((each) => each.summary === summary && each.address.test(address))?.reason;
}
