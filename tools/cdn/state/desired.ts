import { bucketName, CHINA_ORIGIN_PORT, ORIGIN_HEADERS } from "../../../stacks/conventions/names";
import type { CdnData } from "./cdn-data";
import type { DesiredDomain } from "./domain";

const HOUR = 3600;
const DAY = 24 * HOUR;

/** Two years of HTTPS only (specification, section 8.2), and no guessing of content types. */
const RESPONSE_HEADERS = { "Strict-Transport-Security": "max-age=63072000", "X-Content-Type-Options": "nosniff" };

/** An object that the CDNs may read: in the bucket, `static/`, `images/` and `screenshots/` are open to them (stacks/region/data-stack.ts). */
const BUCKET_PROBE = "/static/robots.txt";

/** The hosts that the China CDNs serve for an environment (specification, section 1; facts/edge.md, "The split"). */
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
        port: CHINA_ORIGIN_PORT,
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
