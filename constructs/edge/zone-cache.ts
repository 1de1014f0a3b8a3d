import { ArgoTieredCaching } from "@cdktf/provider-cloudflare/lib/argo-tiered-caching";
import { TieredCache } from "@cdktf/provider-cloudflare/lib/tiered-cache";
import { Construct } from "constructs";
import type { ZonePlan } from "./zone-plan";
import { ZoneRuleset } from "./zone-ruleset";

const YEAR_SECONDS = 31_536_000;

export interface ZoneCacheProps {
  readonly zoneId: string;
  readonly plan: ZonePlan;
  /** Path prefixes of files that have a hash in their names and never change, such as `/static/`. */
  readonly immutablePrefixes: readonly string[];
  /** Path prefixes of what is never cached, such as `/api/`. */
  readonly bypassPrefixes: readonly string[];
}

/**
 * Cache rules of a zone: hashed files are cached for a year, pages for as long as the origin's `s-maxage` says, APIs
 * never. The last rule that matches wins. With tiered caching, data centres ask one another before they ask the origin.
 */
export class ZoneCache extends Construct {
  constructor(scope: Construct, id: string, props: ZoneCacheProps) {
    super(scope, id);
    const { zoneId, plan } = props;
    const below = (prefixes: readonly string[]) =>
      prefixes.map((prefix) => `starts_with(http.request.uri.path, "${prefix}")`).join(" or ");
    new ZoneRuleset(this, "rules", {
      zoneId,
      rulesetName: "Cache rules",
      phase: "http_request_cache_settings",
      limits: { plan, kind: "cacheRules" },
      rules: [
        {
          name: "pages_as_the_origin_says",
          expression: 'http.request.method in {"GET" "HEAD"}',
          action: "set_cache_settings",
          actionParameters: {
            cache: true,
            edgeTtl: { mode: "respect_origin" },
            browserTtl: { mode: "respect_origin" },
          },
        },
        {
          name: "hashed_files_for_a_year",
          expression: below(props.immutablePrefixes),
          action: "set_cache_settings",
          actionParameters: {
            cache: true,
            edgeTtl: { mode: "override_origin", default: YEAR_SECONDS },
            browserTtl: { mode: "override_origin", default: YEAR_SECONDS },
          },
        },
        {
          name: "apis_never",
          expression: below(props.bypassPrefixes),
          action: "set_cache_settings",
          actionParameters: { cache: false },
        },
      ],
    });
    new ArgoTieredCaching(this, "tiered-caching", { zoneId, value: "on" });
    new TieredCache(this, "smart-topology", { zoneId, value: "on" });
  }
}
