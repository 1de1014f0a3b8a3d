import { DnsRecord } from "@cdktf/provider-cloudflare/lib/dns-record";
import { Construct } from "constructs";

/** Time to live that means: Cloudflare chooses. */
const AUTOMATIC_TTL = 1;
/** Time to live in seconds of records that may have to change quickly and are not proxied. */
const SHORT_TTL = 60;

export interface ZoneRecordsProps {
  readonly zoneId: string;
}

/**
 * DNS records of a zone. Names are fully qualified, as Cloudflare returns them: a short one would differ in every plan.
 */
export class ZoneRecords extends Construct {
  private readonly zoneId: string;

  constructor(scope: Construct, id: string, props: ZoneRecordsProps) {
    super(scope, id);
    this.zoneId = props.zoneId;
  }

  /** Adds a host that visitors reach through Cloudflare, with its firewall, cache and certificate. */
  addProxiedHost(name: string, target: string): void {
    this.add(name, name, { type: "CNAME", content: target, proxied: true, ttl: AUTOMATIC_TTL });
  }

  /** Adds a host that visitors reach directly, without Cloudflare's firewall, cache and certificate. */
  addDirectHost(name: string, target: string): void {
    this.add(name, name, { type: "CNAME", content: target, proxied: false, ttl: SHORT_TTL });
  }

  /** Adds a TXT record; `id` distinguishes several of one name. */
  addText(id: string, name: string, text: string): void {
    this.add(`text-${id}`, name, { type: "TXT", content: quoted(text), ttl: AUTOMATIC_TTL });
  }

  /**
   * Adds MX records for the domain's mail servers; an empty list makes one that says that there are none (RFC 7505).
   */
  addMailExchangers(domain: string, exchangers: readonly { readonly host: string; readonly priority: number }[]): void {
    const servers = exchangers.length > 0 ? exchangers : [{ host: ".", priority: 0 }];
    for (const { host, priority } of servers) {
      this.add(`mail-${host === "." ? "none" : host}`, domain, {
        type: "MX",
        content: host,
        priority,
        ttl: AUTOMATIC_TTL,
      });
    }
  }

  /**
   * Adds CAA records: only these authorities may issue certificates for the domain and its subdomains, also wildcards.
   */
  addCertificateAuthorities(domain: string, authorities: readonly string[]): void {
    for (const value of authorities) {
      for (const tag of ["issue", "issuewild"]) {
        const data = { flags: 0, tag, value };
        const record = this.add(`caa-${tag}-${value}`, domain, { type: "CAA", ttl: AUTOMATIC_TTL });
        // The bindings take `flags` for a map, and would write a number as {}.
        record.addOverride("data", data);
      }
    }
  }

  private add(
    id: string,
    name: string,
    record: Pick<DnsRecordProps, "type" | "ttl" | "content" | "proxied" | "priority">,
  ): DnsRecord {
    return new DnsRecord(this, id, { zoneId: this.zoneId, name, ...record });
  }
}

type DnsRecordProps = ConstructorParameters<typeof DnsRecord>[2];

/** A text in the notation of TXT records: quoted strings of at most 255 bytes. */
function quoted(text: string): string {
  const pieces = text.replaceAll(/["\\]/g, "\\$&").match(/.{1,250}/gs) ?? [""];
  return pieces.map((piece) => `"${piece}"`).join(" ");
}
