import { z } from "zod";
import { knob } from "./knob";

const hostName = (what: string) =>
  z.string().regex(/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/, `is not ${what}`);

const label = (what: string, reason: string, value: string) =>
  knob(
    z
      .string()
      .regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, "is not one label of a host name")
      .default(value),
    {
      what,
      reason,
      remedy: "Write lower-case letters, digits and hyphens.",
    },
  );

const ruleName = knob(
  z.string().regex(/^[a-z][a-z0-9_]{1,31}$/, "is not 2 to 32 lower-case letters, digits and underscores"),
  {
    what: "The rule's name.",
    reason: "Cloudflare tells rules apart by it, so that a change of one is no change of the others.",
    remedy: "Write 2 to 32 lower-case letters, digits or underscores, a letter first.",
  },
);

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
    remedy: "Write a whole number from 1 to 1000000.",
  }),
  periodSeconds: knob(z.literal([10, 60]), {
    what: "The period.",
    unit: "seconds",
    reason: "The two that the Pro plan offers.",
    remedy: "Write 10 or 60.",
  }),
  timeoutSeconds: knob(z.literal([10, 60, 600, 3600]).default(60), {
    what: "For how long an address that asked too often is turned away.",
    unit: "seconds",
    reason: "A minute stops a script and annoys nobody for long.",
    remedy: "Write 10, 60, 600 or 3600.",
  }),
});

const firewallRule = z.strictObject({
  name: ruleName,
  expression,
  action: knob(z.enum(["block", "managed_challenge", "js_challenge", "challenge", "log"]), {
    what: "What happens to such a request.",
    reason: "block for what nobody legitimate sends, a challenge for what somebody might; log is for Enterprise only.",
    remedy: "Choose block, managed_challenge, js_challenge or challenge.",
  }),
});

const exchanger = z.strictObject({
  host: knob(hostName("a host name"), {
    what: "A server that takes mail for the domain.",
    reason: "The mail service says which.",
    remedy: "Write a host name such as mx1.example.com.",
  }),
  priority: knob(z.int().min(0).max(65_535), {
    what: "Which server is tried first.",
    unit: "rank, the lowest first",
    reason: "The mail service says which.",
    remedy: "Write a whole number from 0 to 65535.",
  }),
});

const mail = z.strictObject({
  exchangers: knob(z.array(exchanger).max(10).default([]), {
    what: "The servers that take mail for the domain; none refuses mail.",
    reason: "None: a domain that takes no mail says so (RFC 7505).",
    remedy: 'List { host: "mx1.example.com", priority: 10 }.',
  }),
  spf: knob(
    z
      .string()
      .regex(/^v=spf1 /, "does not begin with v=spf1")
      .default("v=spf1 -all"),
    {
      what: "Who may send mail in the domain's name (SPF).",
      reason: "Nobody, until somebody does.",
      remedy: 'Write an SPF record such as "v=spf1 include:spf.example.com -all".',
    },
  ),
  dmarc: knob(
    z
      .string()
      .regex(/^v=DMARC1;/, "does not begin with v=DMARC1;")
      .default("v=DMARC1; p=reject"),
    {
      what: "What receivers do with mail that is not the domain's (DMARC).",
      reason: "Reject: the domain's mail is signed or there is none.",
      remedy: 'Write a DMARC record such as "v=DMARC1; p=quarantine; rua=mailto:…".',
    },
  ),
});

const textRecord = z.strictObject({
  name: knob(z.string().regex(/^(@|[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*)$/, "is not @ or labels of a host name"), {
    what: "The record's name below the domain; @ is the domain itself.",
    reason: "Whoever asks for the record says which.",
    remedy: "Write @, or labels such as selector1._domainkey.",
  }),
  value: knob(z.string().min(1).max(2048), {
    what: "The record's text, without quotes.",
    reason: "Whoever asks for the record says what.",
    remedy: "Copy the text as it is.",
  }),
});

const chinaCdn = z.strictObject({
  enabled: knob(z.boolean().default(false), {
    what: "Whether DNS sends visitors of static files, images and pages for the mainland to Qiniu and Upyun.",
    reason: "Off until the domain's ICP filing is through, which takes weeks: then everything comes from Cloudflare.",
    remedy: "Write true or false.",
  }),
  icpNumber: knob(
    z
      .string()
      .regex(/^[\u4e00-\u9fa5]ICP[\u5907\u8bc1][0-9]{6,12}号(-[0-9]+)?$/, "is not an ICP number")
      .optional(),
    {
      what: "The domain's ICP filing or licence number.",
      reason: "Qiniu serves no domain inside the mainland without it.",
      remedy: "Write the number as the filing has it, such as 粤ICP备2026000001号.",
    },
  ),
  staticLabel: label("The host of static files, served by Qiniu.", "Specification, section 1.", "static"),
  imageLabel: label("The host of images and screenshots, served by Upyun.", "Specification, section 1.", "img"),
  pagesLabel: label(
    "The host of pages for the mainland, served by Qiniu.",
    "Specification, section 1: ISR pages.",
    "cn",
  ),
  originLabel: label(
    "The host from which Qiniu pulls those pages: the load balancer, past Cloudflare.",
    "Cloudflare's own addresses are the only ones that the main listener answers.",
    "origin-cn",
  ),
  targets: knob(
    z
      .strictObject({
        static: hostName("a host name"),
        images: hostName("a host name"),
        pages: hostName("a host name"),
      })
      .optional(),
    {
      what: "The names that the CDNs give to the three hosts, to which their CNAME records point.",
      reason: "`npm run cdn -- apply` prints them once the CDNs have made the domains.",
      remedy: 'Write { static: "…", images: "…", pages: "…" } as the CDNs give them.',
    },
  ),
  upyunService: knob(
    z
      .string()
      .regex(/^[a-z][a-z0-9-]{4,19}$/, "is not the name of an Upyun service")
      .default("ainav-img"),
    {
      what: "The Upyun service that serves the image host.",
      reason: "Made in Upyun's console once; its domain binding cannot be automated safely.",
      remedy: "Write 5 to 20 lower-case letters, digits or hyphens, a letter first.",
    },
  ),
  monthlyGB: knob(z.int().min(1).max(1_000_000).default(500), {
    what: "The traffic that is paid for in a month; `npm run cdn -- verify` warns past it.",
    unit: "GB",
    reason: "500 GB (specification, section 2.3).",
    remedy: "Write a whole number from 1 to 1000000.",
  }),
});

/** What stands between visitors and the region. */
export const edge = z.strictObject({
  plan: knob(z.enum(["free", "pro", "business", "enterprise"]).default("pro"), {
    what: "The zone's plan at Cloudflare.",
    reason: "Pro (specification, section 2.3). What a plan does not allow is refused at synth.",
    remedy: "Choose free, pro, business or enterprise.",
  }),
  ownsZone: knob(z.boolean().default(false), {
    what: "Whether the zone's settings, firewall, cache rules and mail records are this environment's.",
    reason: "One environment of a zone has them: the one that is served under the domain itself.",
    remedy: "Write true in exactly one environment.",
  }),
  originHost: knob(hostName("a host name").optional(), {
    what: "The load balancer's host name that visitors are sent to, in place of the environment's own.",
    reason:
      "None. In a disaster, the one that `npx cdktf output disaster-recovery-compute` shows: nothing else has to change.",
    remedy: "Write a host name such as alb-example.ap-southeast-1.alb.aliyuncs.com, or leave it out.",
  }),
  hsts: z
    .strictObject({
      maxAgeSeconds: knob(z.int().min(0).max(63_072_000).default(63_072_000), {
        what: "For how long browsers insist on HTTPS.",
        unit: "seconds",
        reason: "Two years (specification, section 8.2).",
        remedy: "Write a whole number from 0 to 63072000.",
      }),
      includeSubdomains: knob(z.boolean().default(false), {
        what: "Whether browsers insist on HTTPS for every name below the domain.",
        reason: "Off until the hosts of the China CDNs have certificates of their own.",
        remedy: "Write true or false.",
      }),
      preload: knob(z.boolean().default(false), {
        what: "Whether browsers may learn of it before the first visit.",
        reason: "Off: it cannot be taken back for months.",
        remedy: "Write true, with includeSubdomains, or false.",
      }),
    })
    .prefault({}),
  rateLimits: z.array(rateLimit).default([
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
  firewallRules: z.array(firewallRule).default([
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
  mail: mail.prefault({}),
  verification: z.array(textRecord).max(50).default([]),
  certificateAuthorities: knob(
    z
      .array(hostName("the domain of a certificate authority"))
      .min(1)
      .max(20)
      .default([
        "letsencrypt.org",
        "pki.goog",
        "ssl.com",
        "digicert.com",
        "sectigo.com",
        "globalsign.com",
        "trust-provider.com",
        "wotrus.com",
      ]),
    {
      what: "Who may issue certificates for the domain (CAA).",
      reason: "Cloudflare's three, and those that the China CDNs and Alibaba Cloud sell.",
      remedy: "List the authorities' CAA domains, such as digicert.com.",
    },
  ),
  originPulls: knob(z.enum(["off", "shared", "own"]).default("shared"), {
    what: "Whether Cloudflare shows a client certificate to the origin: its own, which all of its customers share, or yours.",
    reason:
      "shared costs nothing. The load balancer cannot check either with provider 1.240; it checks a secret header.",
    remedy: "Choose off, shared or own; own reads TF_VAR_origin_pull_certificate and TF_VAR_origin_pull_private_key.",
  }),
  originCertificateRequest: knob(
    z
      .string()
      .regex(/^-----BEGIN CERTIFICATE REQUEST-----\n/, "is not a certificate request")
      .optional(),
    {
      what: "A certificate request (CSR) for which Cloudflare signs an origin certificate, valid for Cloudflare only.",
      reason: "None: the load balancer has a public certificate, which the China CDNs' pulls need anyway.",
      remedy: "Write the text of a PEM file that `openssl req -new` made, or leave it out. The key never comes here.",
    },
  ),
  chinaCdn: chinaCdn.prefault({}),
});
