import { createHash } from "node:crypto";
import type { Construct } from "constructs";
import { OriginCertificate } from "../../constructs/edge/origin-certificate";
import { OriginMonitor } from "../../constructs/edge/origin-monitor";
import { OriginPulls } from "../../constructs/edge/origin-pulls";
import { ZoneCache } from "../../constructs/edge/zone-cache";
import { ZoneFirewall } from "../../constructs/edge/zone-firewall";
import { ZoneHeaders } from "../../constructs/edge/zone-headers";
import { ZoneRecords } from "../../constructs/edge/zone-records";
import { ZoneSettings } from "../../constructs/edge/zone-settings";
import { ZoneToken } from "../../constructs/edge/zone-token";
import type { Edge } from "../../environments/schema/edge/edge";
import type { PlatformEnvironment } from "../../environments/schema/environment";
import type { Owner } from "../../environments/schema/owner";
import { defaultService } from "../../environments/schema/services/services";
import { BaseStack, type StackProps } from "../base";
import { isChinaOrigin } from "../conventions/china-origin";
import { clientAuthority } from "../conventions/client-certificates";
import { ORIGIN_HEADERS, RESPONSE_HEADERS } from "../conventions/headers";
import { secretName, siteHost } from "../conventions/names";
import { IMMUTABLE_PREFIXES, UNCACHED_PREFIXES } from "../conventions/paths";
import type { ComputeStack } from "./compute/compute-stack";
import type { DataStack } from "./data-stack";

/** The uses of the China CDNs. */
type ChinaUse = keyof NonNullable<Owner["chinaCdnTargets"]>;

export interface EdgeStackProps extends StackProps<PlatformEnvironment> {
  readonly edge: Edge;
  readonly data: DataStack;
  readonly compute: ComputeStack;
}

/**
 * The edge, between visitors and the region: names, certificates, firewall and cache (requirements: edge-in-front,
 * cloudflare-plan). The environment that owns the zone also has its settings and rules. Other environments only have
 * their host in it.
 */
export class EdgeStack extends BaseStack<PlatformEnvironment> {
  private readonly edge: Edge;
  private readonly zoneId: string;
  /** The name under which the environment is served. */
  private readonly host: string;
  private readonly records: ZoneRecords;

  constructor(
    scope: Construct,
    private readonly props: EdgeStackProps,
  ) {
    super(scope, "edge", props);
    this.edge = props.edge;
    this.zoneId = this.owner.cloudflareZoneId;
    this.host = siteHost(this.owner, this.environment);
    this.addCloudflareProvider();
    this.records = new ZoneRecords(this, "records", { zoneId: this.zoneId });
    const origin = this.edge.originHost ?? props.compute.loadBalancerHost;
    this.records.addProxiedHost(this.host, origin);
    this.output("site", `https://${this.host}`, "Where visitors find the site");
    this.output("origin_host", origin, "Load balancer that the edge sends visitors to");
    if (this.edge.ownsZone) this.addZone(origin);
  }

  private addZone(origin: string): void {
    const { zoneId } = this;
    const { plan, firewallRules: rules, rateLimits, originPulls, originCertificateRequest } = this.edge;
    this.records.addProxiedHost(`www.${this.host}`, this.host);
    this.addChinaHosts(origin);
    this.addMailAndVerification();
    this.addSettings();
    new ZoneFirewall(this, "firewall", { zoneId, plan, rules, rateLimits });
    new ZoneCache(this, "cache", {
      zoneId,
      plan,
      immutablePrefixes: IMMUTABLE_PREFIXES,
      bypassPrefixes: UNCACHED_PREFIXES,
    });
    const originHeader = { name: ORIGIN_HEADERS.edge, value: this.props.data.secret("origin-edge").value };
    new ZoneHeaders(this, "headers", {
      zoneId,
      responseHeaders: RESPONSE_HEADERS,
      // The hosts of the China CDNs need the header, too. They come through Cloudflare whenever the CDNs are off.
      originHeader: { ...originHeader, hosts: [this.host, `www.${this.host}`, ...Object.values(this.chinaHosts())] },
    });
    new OriginPulls(this, "origin-pulls", { zoneId, certificate: originPulls });
    if (originCertificateRequest !== undefined) this.addOriginCertificate(originCertificateRequest);
    new OriginMonitor(this, "origin-watch", {
      plan,
      accountId: this.owner.cloudflareAccountId,
      zoneId,
      name: this.prefix,
      address: origin,
      host: this.host,
      path: defaultService(this.environment.services).health,
      header: originHeader,
      asksForCertificate: clientAuthority(this.environment, this.owner) !== undefined,
      emails: this.owner.alarmContacts.map(({ email }) => email),
    });
    this.addPurgeToken();
  }

  /** Adds the hosts of the China CDNs. They lead to the CDNs when these are on, and otherwise to Cloudflare. */
  private addChinaHosts(origin: string): void {
    const { chinaCdn } = this.edge;
    const targets = chinaCdn.enabled ? this.owner.chinaCdnTargets : undefined;
    for (const [use, name] of Object.entries(this.chinaHosts()) as [ChinaUse, string][]) {
      if (targets) this.records.addDirectHost(name, targets[use]);
      else this.records.addProxiedHost(name, this.host);
    }
    // Qiniu pulls pages from the load balancer under this name, past Cloudflare, on a port of its own.
    if (isChinaOrigin(this.environment, this.owner))
      this.records.addDirectHost(`${chinaCdn.originLabel}.${this.owner.domain}`, origin);
  }

  private chinaHosts(): Record<ChinaUse, string> {
    const { staticLabel, imageLabel, pagesLabel } = this.edge.chinaCdn;
    const below = (label: string) => `${label}.${this.owner.domain}`;
    return { static: below(staticLabel), images: below(imageLabel), pages: below(pagesLabel) };
  }

  private addMailAndVerification(): void {
    const { domain } = this.owner;
    const { mail, verification, certificateAuthorities } = this.edge;
    this.records.addMailExchangers(domain, mail.exchangers);
    this.records.addText("spf", domain, mail.spf);
    this.records.addText("dmarc", `_dmarc.${domain}`, mail.dmarc);
    for (const { name, value } of verification) {
      // Several records of a name differ in their values alone, and values may begin alike.
      const id = `${name}-${createHash("sha256").update(value).digest("hex").slice(0, 8)}`;
      this.records.addText(id, name === "@" ? domain : `${name}.${domain}`, value);
    }
    this.records.addCertificateAuthorities(domain, certificateAuthorities);
  }

  private addSettings(): void {
    const { maxAgeSeconds, includeSubdomains, preload } = this.edge.hsts;
    new ZoneSettings(this, "settings", {
      zoneId: this.zoneId,
      settings: {
        ssl: "strict",
        min_tls_version: "1.2",
        tls_1_3: "on",
        always_use_https: "on",
        http3: "on",
        security_header: {
          strict_transport_security: {
            enabled: maxAgeSeconds > 0,
            max_age: maxAgeSeconds,
            include_subdomains: includeSubdomains,
            preload,
            nosniff: true,
          },
        },
      },
    });
  }

  private addOriginCertificate(request: string): void {
    const hostNames = [this.owner.domain, `*.${this.owner.domain}`];
    const { certificate } = new OriginCertificate(this, "origin-certificate", { request, hostNames });
    this.output("origin_certificate", certificate, "Certificate of the origin that only Cloudflare trusts, PEM");
  }

  private addPurgeToken(): void {
    const token = new ZoneToken(this, "purge-token", {
      accountId: this.owner.cloudflareAccountId,
      zoneId: this.zoneId,
      tokenName: `${this.prefix}-purge`,
      permissions: ["cache-purge"],
      purpose: "purges the cache",
      secretName: secretName(this.owner, this.environment.name, "cloudflare-purge"),
      store: this.props.data.secretStore,
    });
    this.output(
      "purge_token_secret",
      token.secret.secretName,
      "Where the token is kept that purges Cloudflare's cache",
    );
  }
}
