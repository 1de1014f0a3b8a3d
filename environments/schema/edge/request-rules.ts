import { z } from "zod";
import { name } from "../kinds/name";
import { knob } from "../knob/knob";

const ruleName = knob(name({ least: 2, most: 32, characters: ["lower-case letters", "digits", "underscores"] }), {
  what: "The rule's name.",
  reason: "Cloudflare tells rules apart by their names, so a change of one leaves the others alone.",
});

const expression = knob(z.string().min(1).max(4096), {
  what: "Which requests the rule is for, in Cloudflare's rules language.",
  reason: "See developers.cloudflare.com/ruleset-engine/rules-language; plans differ in what they allow.",
  remedy: 'Write an expression such as http.request.uri.path eq "/api/login".',
});

const rateLimit = z.strictObject({
  name: ruleName,
  expression,
  requests: knob(z.int().min(1).max(1_000_000), {
    what: "How many requests one address may make in a period.",
    unit: "requests",
    reason: "Well above what one person makes.",
  }),
  periodSeconds: knob(z.literal([10, 60]), {
    what: "The length of a period.",
    unit: "seconds",
    reason: "What the Pro plan offers; the free plan only the shorter one.",
  }),
  timeoutSeconds: knob(z.literal([10, 60, 600, 3600]).default(60), {
    what: "For how long an address that made too many requests is blocked.",
    unit: "seconds",
    reason: "A minute stops a script and annoys nobody for long.",
  }),
});

export type RateLimit = z.output<typeof rateLimit>;

const firewallRule = z.strictObject({
  name: ruleName,
  expression,
  action: knob(z.enum(["block", "managed_challenge", "js_challenge", "challenge", "log"]), {
    what: "What Cloudflare does with a request that the rule is for.",
    reason: "block for what nobody legitimate sends, a challenge for what somebody might; log is for Enterprise only.",
  }),
});

export type FirewallRule = z.output<typeof firewallRule>;

/** The limits on how often one address may make requests. */
export const rateLimits = knob(
  z.array(rateLimit).default([
    {
      name: "sign_in",
      expression: 'http.request.uri.path eq "/api/auth/callback/credentials" or http.request.uri.path eq "/api/login"',
      requests: 10,
      periodSeconds: 60,
      timeoutSeconds: 600,
    },
    {
      name: "api",
      expression: 'starts_with(http.request.uri.path, "/api/")',
      requests: 100,
      periodSeconds: 10,
      timeoutSeconds: 60,
    },
  ]),
  {
    what: "The limits on how often one address may make requests, and how long it is blocked when it makes more.",
    reason: "Scripts guess passwords where users sign in, and the APIs are the most expensive to answer.",
    remedy: "List rules, each with a name, an expression, requests and periodSeconds.",
  },
);

/** The requests that are turned away before they reach the region. */
export const firewallRules = knob(
  z.array(firewallRule).default([
    {
      name: "metrics_are_private",
      expression: 'http.request.uri.path in {"/api/metrics" "/metrics"}',
      action: "block",
    },
    {
      name: "probes_for_secrets",
      expression:
        'ends_with(http.request.uri.path, ".env") or starts_with(http.request.uri.path, "/.git/") or ends_with(http.request.uri.path, ".php")',
      action: "block",
    },
    {
      name: "sign_in_without_browser",
      expression: 'starts_with(http.request.uri.path, "/api/auth/") and http.user_agent eq ""',
      action: "managed_challenge",
    },
  ]),
  {
    what: "The requests that Cloudflare blocks or challenges.",
    reason: "Metrics are not for visitors, and the other paths are those that scanners try.",
    remedy: "List rules, each with a name, an expression and an action.",
  },
);
