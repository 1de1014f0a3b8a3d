/** What a zone pays Cloudflare for. */
export type ZonePlan = "free" | "pro" | "business" | "enterprise";

/** What a plan allows in a zone, https://developers.cloudflare.com/waf and /cache, as of 2026. */
export interface PlanLimits {
  readonly customRules: number;
  readonly rateLimits: number;
  readonly cacheRules: number;
  /** Cloudflare's managed rules and the OWASP core rules. */
  readonly managedRules: boolean;
  /** The operator `matches`. */
  readonly regularExpressions: boolean;
  /** The action `log`. */
  readonly logAction: boolean;
}

export const PLAN_LIMITS: Readonly<Record<ZonePlan, PlanLimits>> = {
  free: {
    customRules: 5,
    rateLimits: 1,
    cacheRules: 10,
    managedRules: false,
    regularExpressions: false,
    logAction: false,
  },
  pro: {
    customRules: 20,
    rateLimits: 2,
    cacheRules: 25,
    managedRules: true,
    regularExpressions: false,
    logAction: false,
  },
  business: {
    customRules: 100,
    rateLimits: 5,
    cacheRules: 50,
    managedRules: true,
    regularExpressions: true,
    logAction: false,
  },
  enterprise: {
    customRules: 1000,
    rateLimits: 100,
    cacheRules: 300,
    managedRules: true,
    regularExpressions: true,
    logAction: true,
  },
};

/** What rate-limiting rules below Enterprise may look at: where a request goes, and whether a known bot sent it. */
const RATE_LIMIT_FIELDS = /^(http\.host|http\.request\.(full_uri|uri(\.path|\.query)?)|cf\.client\.bot|ip\.src)$/;
const FIELD = /\b(?:http|cf|ip|ssl|tcp)\.[a-z0-9_.]+/g;

/** A rule as far as plans care. */
export interface PlannedRule {
  readonly name: string;
  readonly expression: string;
  readonly action?: string;
}

/**
 * What a plan does not allow.
 *
 * @param kind which of the plan's limits counts
 * @returns one sentence per problem, naming the plan
 */
export function planProblems(
  plan: ZonePlan,
  kind: "customRules" | "rateLimits" | "cacheRules",
  rules: readonly PlannedRule[],
): string[] {
  const limits = PLAN_LIMITS[plan];
  const words = { customRules: "custom rules", rateLimits: "rate-limiting rules", cacheRules: "cache rules" };
  const problems: string[] = [];
  if (rules.length > limits[kind]) {
    problems.push(
      `${rules.length} ${words[kind]}: the ${plan} plan allows ${limits[kind]}; remove some or change edge.plan`,
    );
  }
  for (const { name, expression, action } of rules) {
    // Quoted text is what is looked for, not how.
    const code = expression.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""');
    if (!limits.regularExpressions && /\bmatches\b|~/.test(code)) {
      problems.push(
        `${name}: the ${plan} plan allows no regular expressions (matches); use eq, in, contains, starts_with or wildcard`,
      );
    }
    if (action === "log" && !limits.logAction) {
      problems.push(`${name}: the ${plan} plan has no action log; choose block or managed_challenge`);
    }
    if (kind !== "rateLimits" || plan === "enterprise") continue;
    const fields = [...new Set(code.match(FIELD) ?? [])].filter((field) => !RATE_LIMIT_FIELDS.test(field));
    if (fields.length === 0) continue;
    problems.push(
      `${name}: a rate-limiting rule of the ${plan} plan cannot look at ${fields.join(", ")}; use host, URI, path, query or verified bots`,
    );
  }
  return problems;
}
