import { isDeepStrictEqual } from "node:util";
import type { CertificateFacts, Change, DesiredDomain, ObservedDomain, Part } from "./domain";

/** A certificate this close to its end is replaced. */
export const RENEWAL_DAYS = 30;

/** What decides about a certificate besides the domain itself. */
export interface CertificateView {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The certificate at hand, if one was given. */
  readonly given?: CertificateFacts;
}

/** Compares a host with how it is served; a part that the CDN's API does not show counts as different. */
export function differences(
  desired: DesiredDomain,
  observed: ObservedDomain | undefined,
  certificate: CertificateView,
): Change[] {
  const change = (part: Part, from: unknown, to: unknown): Change => ({ desired, part, from, to });
  if (observed === undefined) return [change("create", undefined, `${desired.host} at ${desired.provider}`)];
  const { host, port, hostHeader, secretHeader } = desired.origin;
  const wantedOrigin = {
    scheme: "https",
    host,
    port,
    hostHeader,
    ...(secretHeader !== undefined && { secretHeader, secret: "matches" }),
  };
  // A secret that is there, and cannot be compared because none was given, is taken as right.
  const secret = observed.secret === "present" ? "matches" : observed.secret;
  const foundOrigin = observed.origin && {
    ...observed.origin,
    ...(secretHeader !== undefined && { secretHeader, secret: secret ?? "absent" }),
  };
  const https = { enabled: true, ...desired.https, certificate: wantedCertificate(certificate) };
  return [
    ...(observed.state === "offline" ? [change("online", "offline", "online")] : []),
    ...compare(change, "geoCover", observed.geoCover, desired.geoCover),
    ...compare(change, "origin", foundOrigin, wantedOrigin),
    ...compare(change, "cache", observed.cache, desired.cache),
    ...compare(change, "https", foundHttps(observed, certificate), https),
    ...compare(change, "responseHeaders", byLowerCase(observed.responseHeaders), byLowerCase(desired.responseHeaders)),
  ];
}

/** Whether a certificate ends within the days in which it is to be replaced. */
export function expiresSoon(expiresAt: number | undefined, now: number): boolean {
  return expiresAt !== undefined && expiresAt - now < RENEWAL_DAYS * 86_400_000;
}

function compare(
  change: (part: Part, from: unknown, to: unknown) => Change,
  part: Part,
  from: unknown,
  to: unknown,
): Change[] {
  return isDeepStrictEqual(from, to) ? [] : [change(part, from, to)];
}

/** Names of headers have no case. */
function byLowerCase(headers: Readonly<Record<string, string>> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function wantedCertificate({ given }: CertificateView): string {
  return given?.fingerprint ? `sha256 ${given.fingerprint}` : "valid";
}

function foundHttps({ https }: ObservedDomain, { now, given }: CertificateView): unknown {
  if (https === undefined) return undefined;
  const { enabled, force, http2, fingerprint, expiresAt } = https;
  if (!enabled) return { enabled };
  return { enabled, force, http2, certificate: expiresSoon(expiresAt, now) ? ends(expiresAt) : shown(fingerprint) };

  function shown(found: string | undefined): string {
    if (given?.fingerprint === undefined) return "valid";
    return found === undefined ? "unknown" : `sha256 ${found}`;
  }
}

function ends(expiresAt: number | undefined): string {
  return `ends ${new Date(expiresAt ?? 0).toISOString().slice(0, 10)}`;
}
