import { Construct } from "constructs";
import { ZoneRuleset } from "./zone-ruleset";

/** A header and its value. */
export interface Header {
  /** In lower case. */
  readonly name: string;
  readonly value: string;
}

export interface ZoneHeadersProps {
  readonly zoneId: string;
  /** Headers of every response to visitors. They replace the origin's. */
  readonly responseHeaders: readonly Header[];
  /** Secret header of every request to the origin for some hosts, by which the origin recognizes Cloudflare. */
  readonly originHeader: Header & { readonly hosts: readonly string[] };
}

/** Headers that Cloudflare sets on responses to visitors and on requests to the origin. */
export class ZoneHeaders extends Construct {
  constructor(scope: Construct, id: string, props: ZoneHeadersProps) {
    super(scope, id);
    const { zoneId, responseHeaders, originHeader } = props;
    const set = (headers: readonly Header[]) =>
      Object.fromEntries(headers.map(({ name, value }) => [name, { operation: "set", value }]));
    new ZoneRuleset(this, "response", {
      zoneId,
      rulesetName: "Response headers",
      phase: "http_response_headers_transform",
      rules: [
        {
          name: "security_headers",
          expression: "true",
          action: "rewrite",
          actionParameters: { headers: set(responseHeaders) },
        },
      ],
    });
    const hosts = originHeader.hosts.map((host) => `"${host}"`).join(" ");
    new ZoneRuleset(this, "request", {
      zoneId,
      rulesetName: "Request headers",
      phase: "http_request_late_transform",
      rules: [
        {
          name: "origin_header",
          expression: `http.host in {${hosts}}`,
          action: "rewrite",
          actionParameters: { headers: set([originHeader]) },
        },
      ],
    });
  }
}
