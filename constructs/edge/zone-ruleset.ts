import { Ruleset, type RulesetRules } from "@cdktf/provider-cloudflare/lib/ruleset";
import { Construct } from "constructs";
import { planProblems, type RuleSummary, type ZonePlan } from "./zone-plan";

/** A rule of a phase. Its name is its `ref`, without which Cloudflare replaces all rules when one changes. */
export type ZoneRule = Omit<RulesetRules, "ref" | "enabled" | "description"> & {
  /** 2 to 32 lower-case letters, digits and underscores; unique in the ruleset. */
  readonly name: string;
};

export interface ZoneRulesetProps {
  readonly zoneId: string;
  /** Name shown in the dashboard. */
  readonly rulesetName: string;
  /** Phase in which the rules run, such as `http_request_firewall_custom`; a zone has one ruleset per phase. */
  readonly phase: string;
  /** Rules in the order in which they run. */
  readonly rules: readonly ZoneRule[];
  /**
   * The zone's plan, and which of its limits applies to the number of rules.
   *
   * @default none
   */
  readonly limits?: { readonly plan: ZonePlan; readonly kind: "customRules" | "rateLimits" | "cacheRules" };
}

/** The rules of one phase of a zone. Its validation fails when the plan does not allow the rules. */
export class ZoneRuleset extends Construct {
  constructor(scope: Construct, id: string, props: ZoneRulesetProps) {
    super(scope, id);
    const { zoneId, rulesetName, phase, rules, limits } = props;
    new Ruleset(this, "Default", {
      zoneId,
      kind: "zone",
      name: rulesetName,
      phase,
      rules: rules.map(({ name, ...rule }) => ({ ...rule, ref: name, enabled: true, description: name })),
    });
    if (limits === undefined) return;
    const summaries: RuleSummary[] = rules.map(({ name, expression, action, ratelimit }) => ({
      name,
      expression,
      action,
      period: ratelimit?.period,
      timeout: ratelimit?.mitigationTimeout,
    }));
    this.node.addValidation({ validate: () => planProblems(limits.plan, limits.kind, summaries) });
  }
}
