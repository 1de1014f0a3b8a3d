import { expiresSoon } from "../state/differences";
import type { CertificateFacts, Role } from "../state/domain";
import type { DomainReport } from "./reconciler";

/** The names that CNAME records point to. */
export type Targets = Readonly<Record<Role, string>>;

/** Something that is not as it has to be, and what to do about it. */
export interface Finding {
  /** Absent when it is about all hosts. */
  readonly host?: string;
  readonly problem: string;
  readonly remedy: string;
}

/** What came of a TLS handshake: a certificate, or what went wrong. */
export type Handshake = CertificateFacts & { readonly error?: string };

/** What a verification goes by. */
export interface Evidence {
  readonly reports: readonly DomainReport[];
  /** What hosts show in a TLS handshake, where a CDN's API does not show their certificate. */
  readonly handshakes: ReadonlyMap<string, Handshake>;
  /** Bytes that were sent to visitors in this month. */
  readonly bytes: number;
  readonly monthlyGB: number;
  /** The owner's `chinaCdnTargets`. */
  readonly targets: Targets | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

const GB = 1e9;

/** Everything that is not well. */
export function findingsOf({ reports, handshakes, bytes, monthlyGB, targets, now }: Evidence): Finding[] {
  const findings = reports.flatMap((report) => hostFindings(report, handshakes.get(report.desired.host), now));
  if (bytes > monthlyGB * GB) {
    const problem = `${(bytes / GB).toFixed(1)} GB were sent this month, ${monthlyGB} GB are paid for`;
    findings.push({ problem, remedy: "Find out what is fetched so often, or raise edge.chinaCdn.monthlyGB." });
  }
  return [...findings, ...targetFindings(targetsOf(reports), targets)];
}

/** The names that CDNs give to hosts, as far as they say. */
export function targetsOf(reports: readonly DomainReport[]): Partial<Targets> {
  return Object.fromEntries(
    reports.flatMap(({ desired, observed }) => (observed?.target ? [[desired.role, observed.target]] : [])),
  );
}

function hostFindings(report: DomainReport, handshake: Handshake | undefined, now: number): Finding[] {
  const { host, provider } = report.desired;
  const { observed } = report;
  const findings: Finding[] = report.changes.map(({ part, byHand }) => ({
    host,
    problem: part === "create" ? `is not at ${provider}` : `${part} differs`,
    remedy: byHand ?? "Run plan to see how, and apply.",
  }));
  if (observed !== undefined && observed.state !== "active") {
    const detail = observed.stateDetail ? ` (${observed.stateDetail})` : "";
    findings.push({ host, problem: `is ${observed.state}${detail}`, remedy: "Run apply, or look into the console." });
  }
  if (handshake?.error !== undefined) {
    findings.push({
      host,
      problem: `shows no valid certificate: ${handshake.error}`,
      remedy: "Give it one (runbook).",
    });
  }
  const expiresAt = observed?.https?.expiresAt ?? handshake?.expiresAt;
  if (expiresSoon(expiresAt, now)) {
    const day = new Date(expiresAt ?? 0).toISOString().slice(0, 10);
    findings.push({ host, problem: `its certificate ends on ${day}`, remedy: "Renew it (runbook, certificates)." });
  }
  return findings;
}

function targetFindings(found: Partial<Targets>, written: Targets | undefined): Finding[] {
  const differing = Object.entries(found).filter(([role, target]) => written?.[role as Role] !== target);
  return differing.map(([role, target]) => ({
    problem: `chinaCdnTargets.${role} is ${written?.[role as Role] ?? "missing"}, the CDN says ${target}`,
    remedy: `Write ${role}: "${target}" into environments/owner.ts, and deploy the environment's edge.`,
  }));
}
