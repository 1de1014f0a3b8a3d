/** Cloudflare's plan of a zone. */
export type ZonePlan = "free" | "pro" | "business" | "enterprise";

/**
 * What a plan allows in a zone, as of 2026. The first three are numbers of rules.
 *
 * @see https://developers.cloudflare.com/waf and https://developers.cloudflare.com/cache
 */
export interface PlanLimits {
  readonly customRules: number;
  readonly rateLimits: number;
  readonly cacheRules: number;
  /** Whether there are Cloudflare's managed rules and the OWASP core rules. */
  readonly hasManagedRules: boolean;
  /** Whether rules may use the operator `matches`. */
  readonly hasRegularExpressions: boolean;
  /** Whether rules may have the action `log`. */
  readonly hasLogAction: boolean;
}

export const PLAN_LIMITS: Readonly<Record<ZonePlan, PlanLimits>> = {
  free: {
    customRules: 5,
    rateLimits: 1,
    cacheRules: 10,
    hasManagedRules: false,
    hasRegularExpressions: false,
    hasLogAction: false,
  },
  pro: {
    customRules: 20,
    rateLimits: 2,
    cacheRules: 25,
    hasManagedRules: true,
    hasRegularExpressions: false,
    hasLogAction: false,
  },
  business: {
    customRules: 100,
    rateLimits: 5,
    cacheRules: 50,
    hasManagedRules: true,
    hasRegularExpressions: true,
    hasLogAction: false,
  },
  enterprise: {
    customRules: 1000,
    rateLimits: 100,
    cacheRules: 300,
    hasManagedRules: true,
    hasRegularExpressions: true,
    hasLogAction: true,
  },
};

/** Fields that rate-limiting rules may use on plans below Enterprise. */
const RATE_LIMIT_FIELDS = /^(http\.host|http\.request\.(full_uri|uri(\.path|\.query)?)|cf\.client\.bot|ip\.src)$/;
const FIELD = /\b(?:http|cf|ip|ssl|tcp)\.[a-z0-9_.]+/g;

/** The parts of a rule that plans restrict. */
export interface RuleSummary {
  readonly name: string;
  readonly expression: string;
  /** @default none */
  readonly action?: string;
}

/**
 * Finds what a plan does not allow.
 *
 * @param kind the limit on the number of the rules
 * @returns one sentence per problem, with the plan's name and a remedy
 */
export function planProblems(
  plan: ZonePlan,
  kind: "customRules" | "rateLimits" | "cacheRules",
  rules: readonly RuleSummary[],
): string[] {
  const limits = PLAN_LIMITS[plan];
  const words = { customRules: "custom rules", rateLimits: "rate-limiting rules", cacheRules: "cache rules" };
  const problems: string[] = [];
  if (rules.length > limits[kind]) {
    problems.push(
      `${rules.length} ${words[kind]}: the ${plan} plan allows ${limits[kind]}; remove some or choose a higher plan`,
    );
  }
  for (const { name, expression, action } of rules) {
    // Quoted text is a value to compare with, which may contain anything.
    const code = expression.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""');
    if (!limits.hasRegularExpressions && /\bmatches\b|~/.test(code)) {
      problems.push(
        `${name}: the ${plan} plan allows no regular expressions (matches); use eq, in, contains, starts_with or wildcard`,
      );
    }
    if (action === "log" && !limits.hasLogAction) {
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
