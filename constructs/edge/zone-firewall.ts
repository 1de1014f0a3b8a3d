import { Construct } from "constructs";
import { PLAN_LIMITS, type ZonePlan } from "./zone-plan";
import { ZoneRuleset } from "./zone-ruleset";

/** Rulesets that Cloudflare keeps up to date, by their ids: its own and the OWASP core rules. */
const MANAGED_RULESETS = {
  cloudflare_managed: "efb7b8c949ac4650a09736fc376e9aee",
  owasp_core: "4814384a9e5d4991b9815dcfc25d2f1f",
} as const;

/** A custom rule: what happens to which requests. */
export interface FirewallRule {
  readonly name: string;
  readonly expression: string;
  /** Such as `block` or `managed_challenge`. */
  readonly action: string;
}

/** How many requests one address may make in a period before it is turned away. */
export interface RateLimit {
  readonly name: string;
  readonly expression: string;
  readonly requests: number;
  readonly periodSeconds: number;
  readonly timeoutSeconds: number;
}

export interface ZoneFirewallProps {
  readonly zoneId: string;
  readonly plan: ZonePlan;
  readonly rules: readonly FirewallRule[];
  readonly rateLimits: readonly RateLimit[];
}

/** A zone's web application firewall: managed rules, the zone's own, and limits per address. DDoS protection is always on. */
export class ZoneFirewall extends Construct {
  constructor(scope: Construct, id: string, props: ZoneFirewallProps) {
    super(scope, id);
    const { zoneId, plan } = props;
    if (PLAN_LIMITS[plan].managedRules) {
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
          // Below Enterprise, requests are counted by address, in each data centre for itself.
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
