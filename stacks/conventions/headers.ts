/** The headers that tell the load balancer who sends a request: Cloudflare or the China CDN. */
export const ORIGIN_HEADERS = { edge: "x-origin-auth", china: "x-cdn-auth" } as const;

/** Headers that replace the origin's in every answer (requirement: response-headers). HSTS is a setting of the zone. */
export const RESPONSE_HEADERS = [
  { name: "x-frame-options", value: "DENY" },
  { name: "x-content-type-options", value: "nosniff" },
  { name: "x-xss-protection", value: "1; mode=block" },
] as const;
