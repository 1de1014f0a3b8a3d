import type { ChinaCdn } from "../../../environments/schema/edge/china-cdn";
import type { Owner } from "../../../environments/schema/owner";
import { ORIGIN_HEADERS } from "../../../stacks/conventions/headers";
import { bucketName } from "../../../stacks/conventions/names";
import { PORTS } from "../../../stacks/conventions/ports";
import type { DesiredDomain } from "./domain";

/** What the desired state is made from. */
export interface CdnData {
  readonly owner: Owner;
  readonly environmentName: string;
  readonly region: string;
  /** With its ICP number, without which no CDN serves a host inside the mainland. */
  readonly chinaCdn: ChinaCdn & { readonly icpNumber: string };
}

const HOUR = 3600;
const DAY = 24 * HOUR;

/** Two years of HTTPS only, and no guessing of content types (requirements: hsts, response-headers). */
const RESPONSE_HEADERS = { "Strict-Transport-Security": "max-age=63072000", "X-Content-Type-Options": "nosniff" };

/** Of the bucket the CDNs may read what lies below `static/`, `images/` and `screenshots/` (stacks/conventions/paths.ts). */
const BUCKET_PROBE = "/static/robots.txt";

/** The hosts that the China CDNs serve for an environment. */
export function desiredDomains({ owner, environmentName, region, chinaCdn }: CdnData): DesiredDomain[] {
  const host = (label: string) => `${label}.${owner.domain}`;
  const bucket = `${bucketName(owner, environmentName, "assets")}.oss-${region}.aliyuncs.com`;
  const fromBucket = { host: bucket, port: 443, hostHeader: bucket };
  const pages = host(chinaCdn.pagesLabel);
  const common = {
    registerNo: chinaCdn.icpNumber,
    geoCover: "china",
    responseHeaders: RESPONSE_HEADERS,
    https: { force: true, http2: true },
  } as const;
  return [
    {
      ...common,
      host: host(chinaCdn.staticLabel),
      role: "static",
      provider: "qiniu",
      origin: fromBucket,
      probePath: BUCKET_PROBE,
      cache: {
        ignoreQuery: true,
        rules: [
          { match: "all", values: [], seconds: HOUR },
          // Their names change with their content, so no copy is ever wrong.
          { match: "suffix", values: [".js", ".css", ".woff", ".woff2"], seconds: 365 * DAY },
          { match: "path", values: ["/static/"], seconds: 365 * DAY },
        ],
      },
    },
    {
      ...common,
      host: pages,
      role: "pages",
      provider: "qiniu",
      origin: {
        host: host(chinaCdn.originLabel),
        port: PORTS.chinaOrigin,
        hostHeader: pages,
        secretHeader: ORIGIN_HEADERS.china,
      },
      probePath: "/robots.txt",
      cache: {
        ignoreQuery: false,
        rules: [
          { match: "all", values: [], seconds: "follow" },
          { match: "path", values: ["/api/"], seconds: 0 },
        ],
      },
    },
    {
      ...common,
      host: host(chinaCdn.imageLabel),
      role: "images",
      provider: "upyun",
      service: chinaCdn.upyunService,
      origin: fromBucket,
      probePath: BUCKET_PROBE,
      cache: { ignoreQuery: true, rules: [{ match: "all", values: [], seconds: 30 * DAY }] },
    },
  ];
}
