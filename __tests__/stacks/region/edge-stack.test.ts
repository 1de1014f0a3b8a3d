import { describe, expect, test } from "@jest/globals";
import { platformEnvironment } from "../../../environments/schema/environment";
import { completePlatform } from "../../support/complete-environments";
import { production as productionInput } from "../../support/fixture/environments/production";
import { fixtureStacks, stacksOf } from "../../support/fixture/stacks";
import type { Block, SynthesizedStack } from "../../support/synthesis";

const stacks = fixtureStacks();
const production = stacks["production-edge"] as SynthesizedStack;

/** The edge of an environment in which every optional knob is set, after a change. */
function edgeOf(change: (edge: NonNullable<ReturnType<typeof completePlatform>["edge"]>) => void = () => {}) {
  const input = completePlatform();
  change(input.edge as NonNullable<typeof input.edge>);
  return stacksOf(input)["production-edge"] as SynthesizedStack;
}

/** The client certificates that Cloudflare shows the origin, by their switches. */
function shown(stack: SynthesizedStack) {
  const settings = Object.values(stack.resources("cloudflare_zone_setting"));
  return {
    shared: settings.find(({ setting_id }) => setting_id === "tls_client_auth")?.value,
    own: stack.resource("cloudflare_authenticated_origin_pulls_settings").enabled,
  };
}

function records(stack: SynthesizedStack): string[] {
  return Object.values(stack.resources("cloudflare_dns_record"))
    .filter(({ type }) => type === "CNAME")
    .map(({ name, content, proxied }) => {
      const target = content.includes("load-balancerdns_name") ? "the load balancer" : content;
      return `${name} -> ${target}${proxied ? ", proxied" : ""}`;
    })
    .sort();
}

function ruleset(stack: SynthesizedStack, phase: string): Block[] {
  const found = Object.values(stack.resources("cloudflare_ruleset")).filter((each) => each.phase === phase);
  expect([phase, found.length]).toEqual([phase, 1]);
  return found[0]?.rules;
}

const setting = (stack: SynthesizedStack, id: string) =>
  Object.values(stack.resources("cloudflare_zone_setting")).find(({ setting_id }) => setting_id === id)?.value;

describe("names", () => {
  test("lead to the load balancer through Cloudflare; those of the China CDNs too, until these are on", () => {
    const off = stacksOf({ ...productionInput, edge: { ownsZone: true } })["production-edge"] as SynthesizedStack;
    expect(records(off)).toEqual([
      "ainav.cn -> the load balancer, proxied",
      "cn.ainav.cn -> ainav.cn, proxied",
      "img.ainav.cn -> ainav.cn, proxied",
      "origin-cn.ainav.cn -> the load balancer",
      "static.ainav.cn -> ainav.cn, proxied",
      "www.ainav.cn -> ainav.cn, proxied",
    ]);
  });

  test("of static files and pages lead to Qiniu, of images to Upyun, once the China CDNs are on", () => {
    expect(records(edgeOf())).toEqual([
      "ainav.cn -> alb-example.ap-southeast-1.alb.aliyuncs.com, proxied",
      "cn.ainav.cn -> cn.ainav.cn.qiniudns.com",
      "img.ainav.cn -> ainav-img.b0.aicdn.com",
      "origin-cn.ainav.cn -> alb-example.ap-southeast-1.alb.aliyuncs.com",
      "static.ainav.cn -> static.ainav.cn.qiniudns.com",
      "www.ainav.cn -> ainav.cn, proxied",
    ]);
  });

  test("are all that changes when the China CDNs go off", () => {
    const resources = (stack: SynthesizedStack) => {
      const { cloudflare_dns_record: names, ...others } = stack.json.resource;
      const moved = Object.values<Block>(names).filter(({ name }) => /^(static|img|cn)\.ainav\.cn$/.test(name));
      return { others, kept: Object.values<Block>(names).filter((record) => !moved.includes(record)), moved };
    };
    const on = resources(edgeOf());
    const off = resources(
      edgeOf(({ chinaCdn }) => {
        if (chinaCdn) chinaCdn.enabled = false;
      }),
    );
    expect(off.others).toEqual(on.others);
    expect(off.kept).toEqual(on.kept);
    expect(off.moved.map(({ proxied }) => proxied)).toEqual([true, true, true]);
    expect(on.moved.map(({ proxied }) => proxied)).toEqual([false, false, false]);
  });

  test("lead to disaster recovery by one knob, which changes the origin and nothing else", () => {
    const differences: string[] = [];
    const compare = (here: unknown, there: unknown, place: string) => {
      if (typeof here !== "object" || here === null || typeof there !== "object" || there === null) {
        if (here !== there) differences.push(place.replace(/_[0-9A-F]{8}/, ""));
        return;
      }
      for (const key of new Set([...Object.keys(here), ...Object.keys(there)])) {
        compare((here as Block)[key], (there as Block)[key], `${place}/${key}`);
      }
    };
    const own = edgeOf((edge) => {
      delete edge.originHost;
    });
    compare(own.json.resource, edgeOf().json.resource, "");
    expect(differences.sort()).toEqual([
      "/cloudflare_dns_record/records_ainavcn/content",
      "/cloudflare_dns_record/records_origin-cnainavcn/content",
      "/cloudflare_healthcheck/origin-watch/address",
    ]);
  });

  test("of another environment are its own host, and nothing of the zone's", () => {
    const staging = stacks["staging-edge"] as SynthesizedStack;
    expect(records(staging)).toEqual(["staging.ainav.cn -> the load balancer, proxied"]);
    expect(Object.keys(staging.json.resource)).toEqual(["cloudflare_dns_record"]);
  });

  test("are whole, and texts are quoted, so that a second plan finds nothing to change", () => {
    for (const { name, type, content } of Object.values(edgeOf().resources("cloudflare_dns_record"))) {
      expect(name).toMatch(/ainav\.cn$/);
      if (type === "TXT") expect(content).toMatch(/^"[^"]+"$/);
    }
  });

  test("say who may issue certificates, wildcards included, and that the domain takes no mail unless it does", () => {
    const all = Object.values(production.resources("cloudflare_dns_record"));
    const caa = all.filter(({ type }) => type === "CAA").map(({ data }) => `${data.flags} ${data.tag} ${data.value}`);
    expect(caa).toEqual(expect.arrayContaining(["0 issue letsencrypt.org", "0 issuewild digicert.com"]));
    expect(caa).toHaveLength(16);
    expect(all.filter(({ type }) => type === "MX").map(({ content, priority }) => [content, priority])).toEqual([
      [".", 0],
    ]);
    const texts = all.filter(({ type }) => type === "TXT").map(({ name, content }) => `${name} ${content}`);
    expect(texts.sort()).toEqual(['_dmarc.ainav.cn "v=DMARC1; p=reject"', 'ainav.cn "v=spf1 -all"']);
  });
});

test("what is paid for is Cloudflare's Pro plan and 500 GB at the China CDN", () => {
  expect(platformEnvironment.parse(productionInput).edge).toMatchObject({ plan: "pro", chinaCdn: { monthlyGB: 500 } });
});

describe("the zone", () => {
  test("insists on HTTPS, from end to end, with TLS 1.2 or newer", () => {
    expect(
      ["ssl", "min_tls_version", "tls_1_3", "always_use_https", "http3"].map((id) => setting(production, id)),
    ).toEqual(["strict", "1.2", "on", "on", "on"]);
  });

  test("has browsers insist on HTTPS for two years, and sets the headers that every answer carries", () => {
    expect(setting(production, "security_header")).toEqual({
      strict_transport_security: {
        enabled: true,
        max_age: 63_072_000,
        include_subdomains: false,
        preload: false,
        nosniff: true,
      },
    });
    const [rule] = ruleset(production, "http_response_headers_transform");
    expect(rule?.action_parameters.headers).toEqual({
      "x-frame-options": { operation: "set", value: "DENY" },
      "x-content-type-options": { operation: "set", value: "nosniff" },
      "x-xss-protection": { operation: "set", value: "1; mode=block" },
    });
  });

  test("has the managed rules, the OWASP rules, rules of its own and the two rate limits of the Pro plan", () => {
    expect(
      ruleset(production, "http_request_firewall_managed").map(({ action_parameters }) => action_parameters.id),
    ).toEqual(["efb7b8c949ac4650a09736fc376e9aee", "4814384a9e5d4991b9815dcfc25d2f1f"]);
    expect(ruleset(production, "http_request_firewall_custom")).toHaveLength(3);
    const limits = ruleset(production, "http_ratelimit");
    expect(limits.map(({ ratelimit }) => [ratelimit.requests_per_period, ratelimit.period])).toEqual([
      [10, 60],
      [100, 10],
    ]);
  });

  test("caches hashed files for a year, pages as the origin says, and no API: of several rules, the last one wins", () => {
    const rules = ruleset(production, "http_request_cache_settings");
    expect(rules.map(({ ref }) => ref)).toEqual(["pages_as_the_origin_says", "hashed_files_for_a_year", "apis_never"]);
    expect(rules[0]?.action_parameters).toMatchObject({ cache: true, edge_ttl: { mode: "respect_origin" } });
    expect(rules[1]?.action_parameters.edge_ttl).toEqual({ mode: "override_origin", default: 31_536_000 });
    expect(rules[2]).toMatchObject({
      expression: 'starts_with(http.request.uri.path, "/api/")',
      action_parameters: { cache: false },
    });
    expect(production.resource("cloudflare_tiered_cache").value).toBe("on");
  });

  test("tells rules apart by names of their own, so that a change of one is no change of the others", () => {
    for (const { rules } of Object.values(production.resources("cloudflare_ruleset"))) {
      for (const { ref, enabled, description } of rules) expect([ref, enabled]).toEqual([description, true]);
      expect(new Set(rules.map(({ ref }: Block) => ref)).size).toBe(rules.length);
    }
  });

  test("shows the origin who asks: by a secret header, and a client certificate", () => {
    const [rule] = ruleset(production, "http_request_late_transform");
    expect(rule?.expression).toBe(
      'http.host in {"ainav.cn" "www.ainav.cn" "static.ainav.cn" "img.ainav.cn" "cn.ainav.cn"}',
    );
    expect(rule?.action_parameters.headers["x-origin-auth"].value).toContain("origin-edge-secret");
    expect(shown(production)).toEqual({ shared: "on", own: false });
    expect(production.resources("cloudflare_authenticated_origin_pulls_certificate")).toEqual({});
  });

  test("shows one client certificate, or none, and never leaves the other switch as it was", () => {
    expect(shown(edgeOf())).toEqual({ shared: "off", own: true });
    const off = edgeOf((edge) => {
      edge.originPulls = "off";
    });
    expect(shown(off)).toEqual({ shared: "off", own: false });
  });

  test("can show a certificate of one's own, whose key comes by a variable and stays out of the configuration", () => {
    const stack = edgeOf();
    expect(stack.resource("cloudflare_authenticated_origin_pulls_certificate")).toMatchObject({
      certificate: "${var.origin_pull_certificate}",
      private_key: "${var.origin_pull_private_key}",
      lifecycle: { ignore_changes: ["certificate", "private_key"] },
    });
    expect(stack.json.variable.origin_pull_private_key.sensitive).toBe(true);
    expect(stack.resource("cloudflare_origin_ca_certificate").hostnames).toEqual(["*.ainav.cn", "ainav.cn"]);
  });

  test("is watched: the origin's health page, attacks and certificates, by mail", () => {
    expect(production.resource("cloudflare_healthcheck")).toMatchObject({
      type: "HTTPS",
      http_config: { path: "/api/health", expected_codes: ["200"], header: { Host: ["ainav.cn"] } },
    });
    const policies = Object.values(production.resources("cloudflare_notification_policy"));
    expect(policies.map(({ alert_type }) => alert_type).sort()).toEqual([
      "dos_attack_l7",
      "health_check_status_notification",
      "universal_ssl_event_type",
    ]);
    for (const { mechanisms } of policies) expect(mechanisms.email).toEqual([{ id: "operations@ainav.cn" }]);
  });

  test("is not called by Cloudflare's checks, which show no certificate, where load balancers ask for one", () => {
    const asked = fixtureStacks({ originPullAuthorityId: "ca-12345678" })["production-edge"] as SynthesizedStack;
    expect(asked.resources("cloudflare_healthcheck")).toEqual({});
    const kinds = Object.values(asked.resources("cloudflare_notification_policy")).map(({ alert_type }) => alert_type);
    expect(kinds.sort()).toEqual(["dos_attack_l7", "universal_ssl_event_type"]);
  });

  test("has a token that purges its cache and can do nothing else, kept where releases find it", () => {
    const { policies } = production.resource("cloudflare_account_token");
    expect(policies).toEqual([
      {
        effect: "allow",
        permission_groups: [{ id: "e17beae8b8cb423a99b1730f21238bed" }],
        resources: '${jsonencode({"com.cloudflare.api.account.zone.0123456789abcdef0123456789abcdef" = "*"})}',
      },
    ]);
    expect(production.resource("alicloud_oos_secret_parameter").secret_parameter_name).toBe(
      "ainav/production/cloudflare-purge",
    );
  });

  test("has no value that the bindings lose: no empty object, and no list that became an object", () => {
    const lost: string[] = [];
    const visit = (value: unknown, place: string) => {
      if (typeof value !== "object" || value === null) return;
      const keys = Object.keys(value);
      if (!Array.isArray(value) && (keys.length === 0 || keys.every((key) => /^\d+$/.test(key)))) lost.push(place);
      for (const key of keys) visit((value as Block)[key], `${place}/${key}`);
    };
    for (const stack of [production, edgeOf()]) visit(stack.json.resource, "");
    expect(lost).toEqual([]);
  });
});

describe("a plan of Cloudflare's", () => {
  const rate = (name: string, expression = 'http.request.uri.path eq "/"') => ({
    name,
    expression,
    requests: 10,
    periodSeconds: 10 as const,
  });

  test.each([
    [
      "a third rate limit",
      (edge: Block) => edge.rateLimits.push(rate("third")),
      "[production-edge/firewall/rate-limits] 3 rate-limiting rules: the pro plan allows 2; remove some or choose a higher plan",
    ],
    [
      "a rate limit that looks at headers",
      (edge: Block) => {
        edge.rateLimits = [rate("agents", 'http.user_agent eq "curl"')];
      },
      "agents: a rate-limiting rule of the pro plan cannot look at http.user_agent",
    ],
    [
      "a regular expression",
      (edge: Block) => {
        edge.firewallRules = [
          { name: "numbers", expression: 'http.request.uri.path matches "^/[0-9]+"', action: "block" },
        ];
      },
      "numbers: the pro plan allows no regular expressions (matches)",
    ],
    [
      "the action log",
      (edge: Block) => {
        edge.firewallRules = [{ name: "look", expression: "true", action: "log" }];
      },
      "look: the pro plan has no action log; choose block or managed_challenge",
    ],
    [
      "more custom rules than it has room for",
      (edge: Block) => {
        edge.firewallRules = Array.from({ length: 21 }, (_, index) => ({
          name: `rule_${index}`,
          expression: "true",
          action: "block",
        }));
      },
      "21 custom rules: the pro plan allows 20",
    ],
  ])("refuses %s, by name", (_, change, message) => {
    expect(() => edgeOf(change)).toThrow(message);
  });

  test.each([
    [
      "free",
      rate("hosts", 'http.host eq "a.example"'),
      "hosts: a rate-limiting rule of the free plan cannot look at http.host",
    ],
    [
      "free",
      { ...rate("slow"), periodSeconds: 60 as const },
      "slow: the free plan counts requests in 10 seconds at most",
    ],
    ["free", rate("long"), "long: the free plan blocks an address for 10 seconds at most, not for 60"],
    [
      "pro",
      rate("robots", "ip.src eq 192.0.2.1"),
      "robots: a rate-limiting rule of the pro plan cannot look at ip.src",
    ],
    ["business", rate("jar", 'http.cookie eq "a"'), "jar: a rate-limiting rule of the business plan cannot look at"],
  ] as const)("%s refuses the rate limit $1.name", (plan, limit, message) => {
    expect(() =>
      edgeOf((edge) => {
        edge.plan = plan;
        edge.rateLimits = [limit];
      }),
    ).toThrow(message);
  });

  test("that allows more is asked for by one knob", () => {
    const business = edgeOf((edge) => {
      edge.plan = "business";
      edge.rateLimits?.push(rate("third"));
      edge.firewallRules = [
        { name: "numbers", expression: 'http.request.uri.path matches "^/[0-9]+"', action: "block" },
      ];
    });
    expect(ruleset(business, "http_ratelimit")).toHaveLength(3);
  });

  test("does not take a quoted text in a rule for an operator", () => {
    const quoted = edgeOf((edge) => {
      edge.firewallRules = [{ name: "home", expression: 'http.request.uri.path eq "/~matches"', action: "block" }];
    });
    expect(ruleset(quoted, "http_request_firewall_custom")).toHaveLength(1);
  });

  test("without managed rules has none", () => {
    const free = edgeOf((edge) => {
      edge.plan = "free";
      edge.rateLimits = [{ ...rate("only"), timeoutSeconds: 10 }];
    });
    expect(JSON.stringify(free.json)).not.toContain("http_request_firewall_managed");
  });
});

describe("records that prove who owns the domain", () => {
  test("are all there, though their values begin alike", () => {
    const values = ["google-site-verification=one", "google-site-verification=two"];
    const stack = edgeOf((edge) => {
      edge.verification = values.map((value) => ({ name: "@", value }));
    });
    const contents = Object.values(stack.resources("cloudflare_dns_record")).map(({ content }) => content);
    expect(contents).toEqual(expect.arrayContaining(values.map((value) => expect.stringContaining(value))));
  });
});
