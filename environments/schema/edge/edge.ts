import { z } from "zod";
import { hostName } from "../kinds/host-name";
import { list } from "../kinds/list";
import { text } from "../kinds/text";
import { knob } from "../knob/knob";
import { chinaCdn } from "./china-cdn";
import { mail } from "./mail";
import { firewallRules, rateLimits } from "./request-rules";

const textRecord = z.strictObject({
  name: knob(text(/^(@|[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*)$/, "@ or labels of a host name"), {
    what: "The record's name below the domain; @ is the domain itself.",
    reason: "The service that asks for the record says which.",
    remedy: "Write @, or labels such as selector1._domainkey.",
  }),
  value: knob(z.string().min(1).max(2048), {
    what: "The record's text, without quotes.",
    reason: "The service that asks for the record says what.",
    remedy: "Copy the text as it is.",
  }),
});

const hsts = z.strictObject({
  maxAgeSeconds: knob(z.int().min(0).max(63_072_000).default(63_072_000), {
    what: "For how long browsers insist on HTTPS.",
    unit: "seconds",
    reason: "Two years (requirement: hsts).",
  }),
  includeSubdomains: knob(z.boolean().default(false), {
    what: "Whether browsers insist on HTTPS for every name below the domain.",
    reason: "Off until the hosts of the China CDNs have certificates of their own.",
  }),
  preload: knob(z.boolean().default(false), {
    what: "Whether browsers may insist on HTTPS from the first visit on (the preload list).",
    reason: "Off: it cannot be taken back for months.",
    advice: "Browsers accept it only with includeSubdomains and a maxAgeSeconds of a year at least.",
  }),
});

/** The settings of everything between visitors and the region. */
export const edge = z.strictObject({
  plan: knob(z.enum(["free", "pro", "business", "enterprise"]).default("pro"), {
    what: "The zone's plan at Cloudflare.",
    reason: "Pro (requirement: cloudflare-plan). What a plan does not allow is refused at synth.",
    advice: "free has neither the managed rules nor the health check of the origin, and one rate limit of 10 seconds.",
  }),
  ownsZone: knob(z.boolean().default(false), {
    what: "Whether the zone's settings, firewall, cache rules and mail records are this environment's.",
    reason: "One environment of a zone has them: the one that is served under the domain itself.",
    advice: "Exactly one environment owns the zone.",
  }),
  originHost: knob(hostName().optional(), {
    what: "The host name of the load balancer that visitors are sent to, in place of the environment's own.",
    reason:
      "None. In a disaster, the one that `npx cdktf output disaster-recovery-compute` shows; nothing else has to change.",
    remedy: "Write a host name such as alb-example.ap-southeast-1.alb.aliyuncs.com.",
  }),
  hsts: hsts.prefault({}),
  rateLimits,
  firewallRules,
  mail: mail.prefault({}),
  verification: knob(z.array(textRecord).max(50).default([]), {
    what: "Text records by which other services verify who owns the domain.",
    reason: "None, until somebody asks for one.",
    remedy: 'List { name: "@", value: "…" } as the service that asks for it says.',
  }),
  certificateAuthorities: knob(
    list(hostName("the domain of a certificate authority"), { least: 1, most: 20 }).default([
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
    what: "The client certificate that Cloudflare shows to the origin: none, the one of all its customers, or your own.",
    reason:
      "shared costs nothing, and proves that a request comes through Cloudflare, not for whom. Load balancers check it where the owner's originPullAuthorityId is set.",
    advice: "Your own comes from TF_VAR_origin_pull_certificate and TF_VAR_origin_pull_private_key.",
  }),
  originCertificateRequest: knob(text(/^-----BEGIN CERTIFICATE REQUEST-----\n/, "a certificate request").optional(), {
    what: "A certificate request (CSR) for which Cloudflare signs an origin certificate, valid for Cloudflare only.",
    reason: "None: the load balancer has a public certificate, which the China CDNs' pulls need anyway.",
    remedy: "Write the text of a PEM file that `openssl req -new` made.",
    advice: "Its private key stays with you.",
  }),
  chinaCdn: chinaCdn.prefault({}),
});

export type Edge = z.output<typeof edge>;
