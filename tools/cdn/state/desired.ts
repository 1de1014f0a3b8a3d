import { ORIGIN_HEADERS } from "../../../stacks/conventions/headers";
import { bucketName } from "../../../stacks/conventions/names";
import { PUBLIC_PREFIXES } from "../../../stacks/conventions/paths";
import { PORTS } from "../../../stacks/conventions/ports";
import type { CdnData } from "./cdn-data";
import type { DesiredDomain } from "./domain";

const HOUR = 3600;
const DAY = 24 * HOUR;

/** Two years of HTTPS only, and no guessing of content types (requirements: hsts, response-headers). */
const RESPONSE_HEADERS = { "Strict-Transport-Security": "max-age=63072000", "X-Content-Type-Options": "nosniff" };

/** An object that the CDNs may read: it is below one of the prefixes that the assets bucket opens to them. */
const BUCKET_PROBE = `/${PUBLIC_PREFIXES[0]}robots.txt`;

/** The hosts that the China CDNs serve for an environment (requirements: china-cdn-static, china-cdn-images). */
export function desiredDomains({ owner, environmentName, region, chinaCdn }: CdnData): DesiredDomain[] {
  const host = (label: string) => `${label}.${owner.domain}`;
  const bucket = `${bucketName(owner, environmentName, "assets")}.oss-${region}.aliyuncs.com`;
  const fromBucket = { host: bucket, port: 443, hostHeader: bucket };
  const pages = host(chinaCdn.pagesLabel);
  const common = {
    registerNo: owner.icpNumber,
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
      service: owner.upyunService,
      origin: fromBucket,
      probePath: BUCKET_PROBE,
      cache: { ignoreQuery: true, rules: [{ match: "all", values: [], seconds: 30 * DAY }] },
    },
  ];
}
