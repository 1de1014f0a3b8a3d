/** The shapes of api.upyun.com (https://api.upyun.com/doc), as far as they are read, and what they mean. */
import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import type { Change, DesiredDomain, ObservedDomain, Part } from "../state/domain";

/** What GET /buckets/info answers. */
export const infoAnswer = z.object({
  status: z.string().nullish(),
  approval_domains: z.array(z.string()).nullish(),
  default_domain: z
    .object({ domain: z.string().nullish(), https: z.boolean().nullish(), force_https: z.boolean().nullish() })
    .nullish(),
});

/** What GET /v2/buckets/cdn/source answers. */
export const sourceAnswer = z.object({
  data: z.object({
    domain: z.string().nullish(),
    source_type: z.string().nullish(),
    cdn: z.object({ servers: z.array(z.object({ host: z.string(), port: z.number() })).nullish() }).nullish(),
  }),
});

type Info = z.output<typeof infoAnswer>;
type Source = z.output<typeof sourceAnswer>["data"];

/** A host of a service as its API shows it; undefined when it is not bound to the service. */
export function observedAt(host: string, info: Info, source: Source | undefined): ObservedDomain | undefined {
  if (!info.approval_domains?.includes(host)) return undefined;
  const { default_domain: main } = info;
  const isMain = main?.domain === host;
  const [server] = source?.cdn?.servers ?? [];
  return {
    host,
    state: info.status === undefined || info.status === null || info.status === "enable" ? "active" : "offline",
    stateDetail: info.status ?? undefined,
    target: main?.domain && !isMain ? main.domain : undefined,
    ...(isMain && { https: { enabled: main.https === true, force: main.force_https === true } }),
    ...(server && {
      origin: {
        scheme: source?.source_type ?? "",
        host: server.host,
        port: server.port,
        hostHeader: source?.domain ?? "",
      },
    }),
  };
}

/** Compares what Upyun's API shows of a host: that it is bound, its origin and, of a service's main host, HTTPS. */
export function differencesAtUpyun(desired: DesiredDomain, observed: ObservedDomain | undefined): Change[] {
  const change = (part: Part, from: unknown, to: unknown): Change => ({ desired, part, from, to });
  if (observed === undefined) return [change("create", undefined, `${desired.host} at service ${desired.service}`)];
  const origin = { scheme: "https", ...desired.origin };
  const https = { enabled: true, force: desired.https.force };
  // The API shows HTTPS only of the service's main host; for the others, verify makes a TLS handshake.
  const seesHttps = observed.https !== undefined || observed.target === undefined;
  return [
    ...(observed.state === "offline" ? [change("online", observed.stateDetail, "enable")] : []),
    ...(isDeepStrictEqual(observed.origin, origin) ? [] : [change("origin", observed.origin, origin)]),
    ...(seesHttps && !isDeepStrictEqual(observed.https, https) ? [change("https", observed.https, https)] : []),
  ];
}
