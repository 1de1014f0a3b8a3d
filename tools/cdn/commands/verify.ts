import type { CommandDefinition } from "../../command/command";
import { ExitStatus } from "../../command/exit-status";
import { handshake } from "../reconcile/handshake";
import type { CdnProvider } from "../reconcile/provider";
import { type DomainReport, Reconciler } from "../reconcile/reconciler";
import { findingsOf, type Handshake, targetsOf } from "../reconcile/verification";
import type { CdnRun, StartRun } from "./cdn-run";
import { ENVIRONMENT_ARGUMENT } from "./environment-argument";
import { describeDomain, describeFinding, describeTargets, domainJson } from "./report";

/** `npm run cdn -- verify`. */
export function verifyCommand(start: StartRun): CommandDefinition {
  return {
    name: "verify",
    description: "Checks hosts, certificates, traffic and CNAME targets.",
    parameters: (command) => command.argument(...ENVIRONMENT_ARGUMENT),
    statuses: { ok: "all well", failed: "not all could be checked", differs: "something is not well" },
    action: (context) => verify(start(context, context.args[0])),
  };
}

async function verify(run: CdnRun): Promise<ExitStatus> {
  const providers = run.providers.all();
  const reports = await new Reconciler(providers, run.settler, run.progress).plan(run.domains);
  const { monthlyGB } = run.data.chinaCdn;
  const { chinaCdnTargets: targets } = run.data.owner;
  const now = run.clock.now();
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
  if (reports.some(({ error }) => error !== undefined) || unchecked.length > 0) return ExitStatus.failed;
  return findings.length === 0 ? ExitStatus.ok : ExitStatus.differs;
}

async function usageOf(run: CdnRun, provider: CdnProvider, now: number): Promise<{ bytes?: number; error?: string }> {
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

/** TLS handshakes with the hosts whose certificate the CDN's API does not show. */
async function handshakesOf(run: CdnRun, reports: readonly DomainReport[]): Promise<Map<string, Handshake>> {
  const shown = new Map<string, Handshake>();
  for (const { desired, observed } of reports) {
    const target =
      run.variables.handshakeAddress() ?? observed?.target ?? run.data.owner.chinaCdnTargets?.[desired.role];
    if (observed === undefined || observed.https?.expiresAt !== undefined || target === undefined) continue;
    shown.set(desired.host, await handshake(desired.host, target).catch(({ message }) => ({ error: message })));
  }
  return shown;
}
