import type { PurgeReport } from "../purge/purge";
import type { DomainReport } from "../reconcile/reconciler";
import type { Finding, Targets } from "../reconcile/verification";

/** A host as JSON: what differs, what was done, what is wrong. */
export function domainJson({ desired, observed, changes, done, begun, error }: DomainReport): object {
  return {
    host: desired.host,
    provider: desired.provider,
    state: observed?.state ?? unseen(error),
    target: observed?.target,
    changes: changes.map(({ part, from, to, byHand }) => ({ part, from, to, byHand })),
    done,
    begun,
    error,
  };
}

/** A host for people. */
export function describeDomain({ desired, observed, changes, done, begun, error }: DomainReport): string {
  const lines = [`${desired.host} (${desired.provider}): ${observed?.state ?? unseen(error)}`];
  for (const part of done) lines.push(`  done: ${part}`);
  if (begun !== undefined) lines.push(`  begun: ${begun}; the next apply looks whether it happened, and goes on`);
  if (error !== undefined) lines.push(`  error: ${error}`);
  for (const { part, from, to, byHand } of changes) {
    lines.push(`  ${part}: ${show(from)} -> ${show(to)}`);
    if (byHand !== undefined) lines.push(`    by hand: ${byHand}`);
  }
  return lines.join("\n");
}

/** What to write into the owner's settings, once the CDNs have said it. */
export function describeTargets(targets: Partial<Targets>): string {
  const entries = Object.entries(targets).map(([role, target]) => `${role}: "${target}"`);
  return entries.length === 0 ? "" : `chinaCdnTargets: { ${entries.join(", ")} }`;
}

export function describeFinding({ host, problem, remedy }: Finding): string {
  return `${host === undefined ? "" : `${host}: `}${problem}\n  ${remedy}`;
}

export function describePurge({ provider, accepted, request, quotaLeft, error }: PurgeReport): string {
  if (error !== undefined) return `${provider}: failed: ${error}`;
  const left = quotaLeft === undefined ? "" : `; ${quotaLeft} URLs are left of today's quota`;
  return `${provider}: accepted ${accepted} of ${request.urls.length + request.wholeHosts.length}${left}`;
}

function unseen(error: string | undefined): string {
  return error === undefined ? "absent" : "unknown";
}

function show(value: unknown): string {
  return value === undefined ? "(nothing)" : typeof value === "string" ? value : JSON.stringify(value);
}
