/** Cloudflare's plan of a zone. */
export type ZonePlan = "free" | "pro" | "business" | "enterprise";

/**
 * What a plan allows in a zone, as of 2026. The first three are numbers of rules.
 *
 * @see https://developers.cloudflare.com/waf/rate-limiting-rules/#availability, https://developers.cloudflare.com/waf,
 *   https://developers.cloudflare.com/cache and https://developers.cloudflare.com/health-checks
 */
export interface PlanLimits {
  readonly customRules: number;
  readonly rateLimits: number;
  readonly cacheRules: number;
  /** Fields that rate-limiting rules may look at; undefined where they may look at any. */
  readonly rateLimitFields: readonly string[] | undefined;
  /** Seconds in which rate-limiting rules count at most, and for which they block at most. */
  readonly longestPeriod: number;
  readonly longestTimeout: number;
  /** How many health checks of origins there may be. */
  readonly healthChecks: number;
  /** Whether there are Cloudflare's managed rules and the OWASP core rules. */
  readonly hasManagedRules: boolean;
  /** Whether rules may use the operator `matches`. */
  readonly hasRegularExpressions: boolean;
  /** Whether rules may have the action `log`. */
  readonly hasLogAction: boolean;
}

const FREE_FIELDS = ["http.request.uri.path", "cf.client.bot"];
const PRO_FIELDS = [...FREE_FIELDS, "http.host", "http.request.uri", "http.request.full_uri", "http.request.uri.query"];

export const PLAN_LIMITS: Readonly<Record<ZonePlan, PlanLimits>> = {
  free: {
    customRules: 5,
    rateLimits: 1,
    cacheRules: 10,
    rateLimitFields: FREE_FIELDS,
    longestPeriod: 10,
    longestTimeout: 10,
    healthChecks: 0,
    hasManagedRules: false,
    hasRegularExpressions: false,
    hasLogAction: false,
  },
  pro: {
    customRules: 20,
    rateLimits: 2,
    cacheRules: 25,
    rateLimitFields: PRO_FIELDS,
    longestPeriod: 60,
    longestTimeout: 3600,
    healthChecks: 10,
    hasManagedRules: true,
    hasRegularExpressions: false,
    hasLogAction: false,
  },
  business: {
    customRules: 100,
    rateLimits: 5,
    cacheRules: 50,
    rateLimitFields: [...PRO_FIELDS, "http.request.method", "ip.src", "http.user_agent"],
    longestPeriod: 600,
    longestTimeout: 86_400,
    healthChecks: 50,
    hasManagedRules: true,
    hasRegularExpressions: true,
    hasLogAction: false,
  },
  enterprise: {
    customRules: 1000,
    rateLimits: 100,
    cacheRules: 300,
    rateLimitFields: undefined,
    longestPeriod: 65_535,
    longestTimeout: 86_400,
    healthChecks: 1000,
    hasManagedRules: true,
    hasRegularExpressions: true,
    hasLogAction: true,
  },
};

const FIELD = /\b(?:http|cf|ip|ssl|tcp)\.[a-z0-9_.]+/g;

/** The parts of a rule that plans restrict. */
export interface RuleSummary {
  readonly name: string;
  readonly expression: string;
  /** @default none */
  readonly action?: string;
  /** Of a rate-limiting rule: seconds in which it counts, and for which it blocks. */
  readonly period?: number;
  readonly timeout?: number;
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
  for (const rule of rules) problems.push(...ruleProblems(plan, kind, rule));
  return problems;
}

function ruleProblems(plan: ZonePlan, kind: string, rule: RuleSummary): string[] {
  const { name, expression, action, period = 0, timeout = 0 } = rule;
  const { rateLimitFields, longestPeriod, longestTimeout, hasRegularExpressions, hasLogAction } = PLAN_LIMITS[plan];
  // Quoted text is a value to compare with, which may contain anything.
  const code = expression.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""');
  const problems: string[] = [];
  if (!hasRegularExpressions && /\bmatches\b|~/.test(code)) {
    problems.push(
      `${name}: the ${plan} plan allows no regular expressions (matches); use eq, in, contains, starts_with or wildcard`,
    );
  }
  if (action === "log" && !hasLogAction) {
    problems.push(`${name}: the ${plan} plan has no action log; choose block or managed_challenge`);
  }
  if (period > longestPeriod) {
    problems.push(`${name}: the ${plan} plan counts requests in ${longestPeriod} seconds at most, not in ${period}`);
  }
  if (timeout > longestTimeout) {
    problems.push(
      `${name}: the ${plan} plan blocks an address for ${longestTimeout} seconds at most, not for ${timeout}`,
    );
  }
  if (kind !== "rateLimits" || rateLimitFields === undefined) return problems;
  const fields = [...new Set(code.match(FIELD) ?? [])].filter((field) => !rateLimitFields.includes(field));
  if (fields.length > 0) {
    const allowed = rateLimitFields.join(", ");
    problems.push(
      `${name}: a rate-limiting rule of the ${plan} plan cannot look at ${fields.join(", ")}; use ${allowed}`,
    );
  }
  return problems;
}
