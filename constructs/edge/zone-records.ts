import { DnsRecord } from "@cdktf/provider-cloudflare/lib/dns-record";
import { Construct } from "constructs";

/** Cloudflare chooses the time to live. */
const AUTOMATIC_TTL = 1;
/** For records that may have to change in a hurry and do not go through Cloudflare, in seconds. */
const SHORT_TTL = 60;

export interface ZoneRecordsProps {
  readonly zoneId: string;
}

/** DNS records of a zone. Names are whole, as Cloudflare answers them: a short one would differ at every plan. */
export class ZoneRecords extends Construct {
  private readonly zoneId: string;

  constructor(scope: Construct, id: string, props: ZoneRecordsProps) {
    super(scope, id);
    this.zoneId = props.zoneId;
  }

  /** A host that visitors reach through Cloudflare, which has the firewall, the cache and the certificate. */
  addProxiedHost(name: string, target: string): void {
    this.add(name, name, { type: "CNAME", content: target, proxied: true, ttl: AUTOMATIC_TTL });
  }

  /** A host that visitors reach directly: without Cloudflare's firewall, cache and certificate. */
  addDirectHost(name: string, target: string): void {
    this.add(name, name, { type: "CNAME", content: target, proxied: false, ttl: SHORT_TTL });
  }

  /** A text of a name; `id` tells several of one name apart. */
  addText(id: string, name: string, text: string): void {
    this.add(`text-${id}`, name, { type: "TXT", content: quoted(text), ttl: AUTOMATIC_TTL });
  }

  /** The servers that take the domain's mail; none says that there is no such server (RFC 7505). */
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

  /** Who may issue certificates for the domain and the names below it, wildcards included. */
  addCertificateAuthorities(domain: string, authorities: readonly string[]): void {
    for (const value of authorities) {
      for (const tag of ["issue", "issuewild"]) {
        const data = { flags: 0, tag, value };
        const record = this.add(`caa-${tag}-${value}`, domain, { type: "CAA", ttl: AUTOMATIC_TTL });
        // A record's flags are dynamic: as a number, the bindings would make {} of them.
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

/** A text as DNS writes it: in quotes, in pieces of at most 255 bytes. */
function quoted(text: string): string {
  const pieces = text.replaceAll(/["\\]/g, "\\$&").match(/.{1,250}/gs) ?? [""];
  return pieces.map((piece) => `"${piece}"`).join(" ");
}
