/** The CDNs that serve visitors in the mainland. */
export type ProviderName = "qiniu" | "upyun";
/** What a host is for; the keys of the owner's `chinaCdnTargets`. */
export type Role = "static" | "images" | "pages";

/** How long an answer is kept. The last rule that fits a URL counts. */
export interface CacheRule {
  readonly match: "all" | "path" | "suffix";
  /** Beginnings of paths such as `/api/`, or suffixes such as `.js`; empty for `all`. */
  readonly values: readonly string[];
  /** `follow` does what the origin's Cache-Control says; 0 keeps nothing. */
  readonly seconds: number | "follow";
}

/** The server from which a CDN gets what it does not have, over HTTPS. */
export interface Origin {
  readonly host: string;
  readonly port: number;
  readonly hostHeader: string;
  /** Name of a request header whose value proves the CDN to the origin; the value is never part of this. */
  readonly secretHeader?: string;
}

/** A host, and how a CDN is to serve it. */
export interface DesiredDomain {
  readonly host: string;
  readonly role: Role;
  readonly provider: ProviderName;
  /** The service at Upyun that the host is bound to. */
  readonly service?: string;
  /** The ICP number of the domain. */
  readonly registerNo: string;
  readonly geoCover: "china" | "foreign" | "global";
  readonly origin: Origin;
  /** A small file that the origin has, which a CDN may ask for before it accepts the origin. */
  readonly probePath: string;
  readonly cache: { readonly rules: readonly CacheRule[]; readonly ignoreQuery: boolean };
  readonly responseHeaders: Readonly<Record<string, string>>;
  readonly https: { readonly force: boolean; readonly http2: boolean };
}

export type DomainState = "active" | "processing" | "failed" | "offline" | "frozen";

/** A certificate as far as it is public. */
export interface CertificateFacts {
  /** SHA-256 of the certificate, lower-case hexadecimal; absent when it cannot be read. */
  readonly fingerprint?: string;
  /** Milliseconds since 1970. */
  readonly expiresAt?: number;
}

/** A host as a CDN serves it. A part is absent when the CDN's API does not show it. */
export interface ObservedDomain {
  readonly host: string;
  readonly state: DomainState;
  /** The CDN's own words for the state. */
  readonly stateDetail?: string;
  /** The name that the host's CNAME record is to point to. */
  readonly target?: string;
  readonly geoCover?: string;
  readonly origin?: Origin & { readonly scheme: string };
  /** Whether the origin's secret header has the value of CDN_ORIGIN_SECRET; `present` when there is nothing to compare. */
  readonly secret?: "matches" | "differs" | "present" | "absent";
  readonly cache?: { readonly rules: readonly CacheRule[]; readonly ignoreQuery: boolean };
  readonly responseHeaders?: Readonly<Record<string, string>>;
  readonly https?: { readonly enabled: boolean; readonly force?: boolean; readonly http2?: boolean } & CertificateFacts;
}

/** Everything that an apply may do. Nothing here deletes. */
export type Part = "create" | "online" | "geoCover" | "origin" | "cache" | "https" | "responseHeaders";

/** One difference between a desired and an observed host, and the step that takes it away. */
export interface Change {
  readonly desired: DesiredDomain;
  readonly part: Part;
  readonly from: unknown;
  readonly to: unknown;
  /** What a person has to do, when the CDN's API cannot do it safely. */
  readonly byHand?: string;
}
