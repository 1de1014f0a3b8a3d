/**
 * The shapes of api.qiniu.com, as https://developer.qiniu.com/fusion/4246/the-domain-name and public clients of it have
 * them, and what they mean.
 */
import { z } from "zod";
import type { CacheRule, DesiredDomain, DomainState, ObservedDomain } from "../state/domain";

const header = z.object({ op: z.string(), key: z.string(), value: z.string().nullish() });

const cacheControl = z.object({ time: z.number(), timeunit: z.number(), type: z.string(), rule: z.string() });

/** What GET /domain/NAME answers, as far as it is read. */
export const domainAnswer = z.object({
  cname: z.string().nullish(),
  protocol: z.string(),
  geoCover: z.string(),
  operatingState: z.string(),
  operatingStateDesc: z.string().nullish(),
  source: z.object({
    sourceType: z.string(),
    sourceHost: z.string().nullish(),
    sourceDomain: z.string().nullish(),
    sourceURLScheme: z.string().nullish(),
    sourceRequestHeaderControls: z.array(header).nullish(),
  }),
  cache: z.object({ cacheControls: z.array(cacheControl).nullish(), ignoreParam: z.boolean() }),
  responseHeaderControls: z.array(header).nullish(),
  https: z
    .object({ certId: z.string().nullish(), forceHttps: z.boolean().nullish(), http2Enable: z.boolean().nullish() })
    .nullish(),
});
export type DomainAnswer = z.output<typeof domainAnswer>;

const HTTPS_PORT = 443;
/** Seconds of each `timeunit`: second, minute, hour, day, week, month, year. */
const TIME_UNITS = [1, 60, 3600, 86_400, 604_800, 2_592_000, 31_536_000];

/** The `source` of a domain. */
export function sourceOf({ origin, probePath }: DesiredDomain, secret: string | undefined): object {
  const { host, port, hostHeader, secretHeader } = origin;
  return {
    sourceType: "domain",
    sourceDomain: port === HTTPS_PORT ? host : `${host}:${port}`,
    sourceHost: hostHeader,
    sourceURLScheme: "https",
    testURLPath: probePath,
    sourceRequestHeaderControls: secretHeader === undefined ? [] : [{ op: "set", key: secretHeader, value: secret }],
  };
}

export function cacheOf({ cache }: DesiredDomain): object {
  return { cacheControls: cache.rules.map(cacheControlOf), ignoreParam: cache.ignoreQuery };
}

function cacheControlOf({ match, values, seconds }: CacheRule): z.output<typeof cacheControl> {
  if (seconds === "follow") return { time: 0, timeunit: 0, type: "follow", rule: "*" };
  const rule = match === "all" ? "*" : values.join(";");
  // The largest unit that the time is a whole number of, months and years aside: those are Qiniu's idea of one.
  const timeunit = [3, 2, 1].find((unit) => seconds > 0 && seconds % unitSeconds(unit) === 0) ?? 0;
  return { time: seconds / unitSeconds(timeunit), timeunit, type: match, rule };
}

export function responseHeadersOf({ responseHeaders }: DesiredDomain): object {
  const controls = Object.entries(responseHeaders).map(([key, value]) => ({ op: "set", key, value }));
  return { responseHeaderControls: controls };
}

/** A host as Qiniu's answer shows it. Its certificate comes with another call. */
export function observedDomain(host: string, answer: DomainAnswer, secret: string | undefined): ObservedDomain {
  const { source, cache, cname, https } = answer;
  const { host: originHost, port } = splitPort(source.sourceDomain ?? "");
  const secretHeader = source.sourceRequestHeaderControls?.find(({ op }) => op === "set");
  return {
    host,
    state: stateOf(answer.operatingState),
    stateDetail: answer.operatingStateDesc || undefined,
    target: cname || undefined,
    geoCover: answer.geoCover,
    origin: {
      scheme: source.sourceURLScheme ?? "",
      host: originHost,
      port,
      hostHeader: source.sourceHost ?? "",
      ...(secretHeader && { secretHeader: secretHeader.key.toLowerCase() }),
    },
    secret: secretHeader === undefined ? "absent" : compareSecret(secretHeader.value ?? "", secret),
    cache: { rules: (cache.cacheControls ?? []).map(ruleOf), ignoreQuery: cache.ignoreParam },
    responseHeaders: Object.fromEntries((answer.responseHeaderControls ?? []).map((each) => headerOf(each))),
    https: {
      enabled: answer.protocol === "https",
      force: https?.forceHttps ?? false,
      http2: https?.http2Enable ?? false,
    },
  };
}

function compareSecret(found: string, secret: string | undefined): ObservedDomain["secret"] {
  if (secret === undefined) return "present";
  return found === secret ? "matches" : "differs";
}

function headerOf({ op, key, value }: z.output<typeof header>): [string, string] {
  return [key, op === "set" ? (value ?? "") : `(${op})`];
}

function ruleOf({ time, timeunit, type, rule }: z.output<typeof cacheControl>): CacheRule {
  if (type === "follow") return { match: "all", values: [], seconds: "follow" };
  const values = type === "all" ? [] : rule.split(";");
  return { match: type as CacheRule["match"], values, seconds: time * unitSeconds(timeunit) };
}

function unitSeconds(unit: number): number {
  return TIME_UNITS[unit] ?? 1;
}

function splitPort(address: string): { host: string; port: number } {
  const [host = "", port] = address.split(":");
  return { host, port: port === undefined ? HTTPS_PORT : Number(port) };
}

function stateOf(state: string): DomainState {
  if (state === "success") return "active";
  if (state === "processing" || state === "failed" || state === "frozen") return state;
  return state === "offlined" || state === "offline" ? "offline" : "processing";
}
