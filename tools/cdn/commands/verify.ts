import { handshake } from "../reconcile/handshake";
import type { CdnProvider } from "../reconcile/provider";
import { type DomainReport, Reconciler } from "../reconcile/reconciler";
import { findingsOf, type Handshake, targetsOf } from "../reconcile/verification";
import { describeDomain, describeFinding, describeTargets, domainJson } from "../report";
import type { Run } from "./context";

/** Checks everything. Exit status: 0 all well, 1 something could not be checked, 2 something is not well. */
export async function verify(run: Run): Promise<number> {
  const providers = run.session.all();
  const reports = await new Reconciler(providers, run.settler, run.steps).plan(run.domains);
  const { monthlyGB, targets } = run.data.chinaCdn;
  const now = run.context.clock.now();
  const traffic = await Promise.all(Object.values(providers).map((provider) => usageOf(run, provider, now)));
  const bytes = traffic.reduce((sum, usage) => sum + (usage.bytes ?? 0), 0);
  const handshakes = await handshakesOf(run, reports);
  const findings = findingsOf({ reports, handshakes, bytes, monthlyGB, targets, now });
  const unchecked = traffic.flatMap(({ error }) => (error === undefined ? [] : [error]));
  const found = targetsOf(reports);
  run.print(
    {
      command: "verify",
      environment: run.data.environmentName,
      domains: reports.map(domainJson),
      findings,
      unchecked,
      gigabytes: bytes / 1e9,
      targets: found,
    },
    [
      ...reports.map((report) => describeDomain({ ...report, changes: [] })),
      `${(bytes / 1e9).toFixed(1)} of ${monthlyGB} GB this month`,
      ...findings.map(describeFinding),
      ...unchecked.map((reason) => `not checked: ${reason}`),
      describeTargets(found),
    ],
  );
  if (reports.some(({ error }) => error !== undefined) || unchecked.length > 0) return 1;
  return findings.length === 0 ? 0 : 2;
}

async function usageOf(run: Run, provider: CdnProvider, now: number): Promise<{ bytes?: number; error?: string }> {
  const hosts = run.domains.filter((domain) => domain.provider === provider.name).map(({ host }) => host);
  try {
    // The CDNs' days are China's.
    const month = new Date(now + 8 * 3_600_000).toISOString().slice(0, 7);
    const bytes = await provider.usage(month, hosts);
    return bytes === undefined ? { error: `traffic of ${provider.name}: it takes UPYUN_TOKEN to ask` } : { bytes };
  } catch (error) {
    return { error: `traffic of ${provider.name}: ${(error as Error).message}` };
  }
}

/** Shakes hands with hosts whose certificate the CDN's API does not show. */
async function handshakesOf(run: Run, reports: readonly DomainReport[]): Promise<Map<string, Handshake>> {
  const shown = new Map<string, Handshake>();
  for (const { desired, observed } of reports) {
    const target = run.variables.handshakeAddress() ?? observed?.target ?? run.data.chinaCdn.targets?.[desired.role];
    if (observed === undefined || observed.https?.expiresAt !== undefined || target === undefined) continue;
    shown.set(desired.host, await handshake(desired.host, target).catch(({ message }) => ({ error: message })));
  }
  return shown;
}
