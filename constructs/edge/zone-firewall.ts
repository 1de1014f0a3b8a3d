import { Construct } from "constructs";
import { PLAN_LIMITS, type ZonePlan } from "./zone-plan";
import { ZoneRuleset } from "./zone-ruleset";

/** Ids of the rulesets that Cloudflare maintains: its own, and the OWASP core ruleset. */
const MANAGED_RULESETS = {
  cloudflare_managed: "efb7b8c949ac4650a09736fc376e9aee",
  owasp_core: "4814384a9e5d4991b9815dcfc25d2f1f",
} as const;

/** A custom rule: an action on the requests that an expression matches. */
export interface FirewallRule {
  readonly name: string;
  /** In Cloudflare's rules language. */
  readonly expression: string;
  /** Action, such as `block` or `managed_challenge`. */
  readonly action: string;
}

/** A limit on the requests from one address. */
export interface RateLimit {
  readonly name: string;
  readonly expression: string;
  /** Greatest number of requests from one address in a period. */
  readonly requests: number;
  readonly periodSeconds: number;
  /** Seconds for which an address is blocked after it has exceeded the limit. */
  readonly timeoutSeconds: number;
}

export interface ZoneFirewallProps {
  readonly zoneId: string;
  readonly plan: ZonePlan;
  readonly rules: readonly FirewallRule[];
  readonly rateLimits: readonly RateLimit[];
}

/** Web application firewall of a zone: managed rules, custom rules and rate limits. DDoS protection is always on. */
export class ZoneFirewall extends Construct {
  constructor(scope: Construct, id: string, props: ZoneFirewallProps) {
    super(scope, id);
    const { zoneId, plan } = props;
    if (PLAN_LIMITS[plan].hasManagedRules) {
      new ZoneRuleset(this, "managed", {
        zoneId,
        rulesetName: "Managed rules",
        phase: "http_request_firewall_managed",
        rules: Object.entries(MANAGED_RULESETS).map(([name, rulesetId]) => ({
          name,
          expression: "true",
          action: "execute",
          actionParameters: { id: rulesetId },
        })),
      });
    }
    new ZoneRuleset(this, "custom", {
      zoneId,
      rulesetName: "Custom rules",
      phase: "http_request_firewall_custom",
      rules: props.rules,
      limits: { plan, kind: "customRules" },
    });
    new ZoneRuleset(this, "rate-limits", {
      zoneId,
      rulesetName: "Rate limits",
      phase: "http_ratelimit",
      rules: props.rateLimits.map(({ name, expression, requests, periodSeconds, timeoutSeconds }) => ({
        name,
        expression,
        action: "block",
        ratelimit: {
          // Plans below Enterprise count requests by address only, separately in each data centre.
          characteristics: ["ip.src", "cf.colo.id"],
          period: periodSeconds,
          requestsPerPeriod: requests,
          mitigationTimeout: timeoutSeconds,
        },
      })),
      limits: { plan, kind: "rateLimits" },
    });
  }
}
