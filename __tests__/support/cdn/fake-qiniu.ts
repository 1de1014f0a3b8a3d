import { createHmac, X509Certificate } from "node:crypto";
import { type Answer, type Call, FaultyServer } from "./faulty-server";

interface Domain {
  [key: string]: unknown;
  operatingState: string;
  pollsLeft: number;
}

type Content = Record<string, unknown>;

/**
 * Qiniu's API as its documents describe it: domains, certificates, refreshes, traffic, and its codes
 * (https://developer.qiniu.com/fusion/13361/fusion-api-error-codes). Signatures are checked.
 */
export class FakeQiniu extends FaultyServer {
  readonly domains = new Map<string, Domain>();
  readonly certificates: (Content & { certid: string })[] = [];
  /** POSTs for names that already existed. The program must never send one by itself. */
  readonly createdTwice: string[] = [];
  /** The number of reads after each write that show the host as being processed. */
  polls = 2;
  /** Parts of requests that the server accepts but does not store. */
  readonly deaf = new Set<string>();
  /** Whether the server refuses certificates, with a message that repeats the request. */
  echoes = false;
  /** How Qiniu says that there is no such host. */
  absence: Answer = { status: 404, content: { code: 404001, error: "no such domain" } };
  /** How many writes meet a host that is busy and does not show it. */
  busyWrites = 0;
  /** What another person does to a host between the program's next read and write. */
  meanwhile: ((domain: Domain) => void) | undefined;
  /** A part of URLs that Qiniu calls invalid, though it accepts the others. */
  invalid: string | undefined;
  /** Whether the account may refresh directories. */
  refreshesDirectories = true;
  urlQuota = 500;
  bytes = 0;

  constructor(
    private readonly accessKey: string,
    private readonly secretKey: string,
  ) {
    super();
  }

  protected answer(call: Call): Answer {
    if (!this.isSigned(call)) return { status: 401, content: { error: "bad token" } };
    const [, kind, name = "", part] = call.path.split("/");
    const content = (call.body === "" ? {} : JSON.parse(call.body)) as Content;
    if (kind === "sslcert") return this.certificate(call, name, content);
    if (kind === "v2") return call.path === "/v2/tune/flux" ? this.flux(content) : this.refresh(content);
    const domain = this.domains.get(name);
    if (call.method === "POST" && part === undefined) return this.create(name, content);
    if (domain === undefined) return this.absence;
    if (call.method === "GET") return this.get(domain);
    this.meanwhile?.(domain);
    this.meanwhile = undefined;
    if (domain.operatingState === "processing" || this.busyWrites > 0) {
      this.busyWrites = Math.max(0, this.busyWrites - 1);
      return { status: 400, content: { code: 400030, error: "is processing" } };
    }
    if (call.method === "DELETE") {
      if (domain.operatingState !== "offlined") return { status: 400, content: { code: 400317, error: "not offline" } };
      this.domains.delete(name);
      return { status: 200 };
    }
    return this.change(domain, part ?? "", content);
  }

  private create(name: string, content: Content): Answer {
    if (this.domains.has(name)) {
      this.createdTwice.push(name);
      return { status: 400, content: { code: 400062, error: "domain already exists" } };
    }
    if (content.cache === undefined) return { status: 400, content: { code: 400000, error: "cache is missing" } };
    if (!content.registerNo) return { status: 500, content: { code: 500230, error: "registerNo is missing" } };
    const https = content.https as Content;
    if (!this.certificates.some(({ certid }) => certid === https.certId)) {
      return { status: 400, content: { code: 400000, error: "no such certificate" } };
    }
    const cname = `${name.replaceAll(".", "-")}.qiniudns.com`;
    const domain = { ...content, name, cname, responseHeaderControls: [], operatingState: "success", pollsLeft: 0 };
    this.domains.set(name, domain);
    this.begin(domain);
    return { status: 200 };
  }

  private get(domain: Domain): Answer {
    if (domain.operatingState === "processing") {
      if (domain.pollsLeft === 0) domain.operatingState = String(domain.next ?? "success");
      domain.pollsLeft -= 1;
    }
    const { pollsLeft: _, next: __, ...shown } = domain;
    return { status: 200, content: shown };
  }

  private change(domain: Domain, part: string, content: Content): Answer {
    const isSo = domain.operatingState === "offlined" ? part === "offline" : part === "online";
    if (isSo) return { status: 400, content: { code: 400013, error: "repeated operation" } };
    if (!this.deaf.has(part)) {
      if (part === "source") domain.source = content;
      if (part === "cache") domain.cache = content;
      if (part === "geocover") domain.geoCover = content.geoCover;
      if (part === "respheader") domain.responseHeaderControls = content.responseHeaderControls;
      if (part === "sslize" && domain.protocol === "https") return { status: 400, content: { error: "is https" } };
      if (part === "sslize") {
        domain.protocol = "https";
        domain.https = { ...content, certId: content.certid };
      }
      if (part === "httpsconf") domain.https = content;
    }
    this.begin(domain, part === "offline" ? "offlined" : "success");
    return { status: 200 };
  }

  private begin(domain: Domain, next = "success"): void {
    domain.operatingState = this.polls === 0 ? next : "processing";
    domain.pollsLeft = this.polls;
    domain.next = next;
  }

  private certificate(call: Call, id: string, content: Content): Answer {
    if (call.method === "POST" && this.echoes) return { status: 400, content: { error: content.pri } };
    if (call.method === "POST") {
      const certid = `certificate-${this.certificates.length + 1}`;
      this.certificates.push({ ...content, certid });
      return { status: 200, content: { certID: certid } };
    }
    if (id === "") return { status: 200, content: { certs: this.certificates.map(({ pri: _, ...shown }) => shown) } };
    const found = this.certificates.find(({ certid }) => certid === id);
    if (found === undefined) return { status: 404, content: { error: "no such certificate" } };
    const notAfter = Date.parse(new X509Certificate(String(found.ca)).validTo) / 1000;
    return { status: 200, content: { cert: { ...found, not_after: notAfter } } };
  }

  private refresh({ urls = [], dirs = [] }: { urls?: string[]; dirs?: string[] }): Answer {
    if (dirs.length > 0 && !this.refreshesDirectories) {
      return { status: 200, content: { code: 400038, error: "no permission to refresh directories" } };
    }
    if (dirs.length > 5) return { status: 200, content: { code: 400031, error: "too many dirs" } };
    if (urls.length > 20) return { status: 200, content: { code: 400031, error: "too many urls" } };
    if (urls.length > this.urlQuota) return { status: 200, content: { code: 400034, error: "url quota exhausted" } };
    const { invalid } = this;
    const invalidUrls = invalid === undefined ? null : urls.filter((url) => url.includes(invalid));
    this.urlQuota -= urls.length - (invalidUrls?.length ?? 0);
    const surplus = { urlSurplusDay: this.urlQuota, dirSurplusDay: 11 - dirs.length };
    return { status: 200, content: { code: 200, error: "success", invalidUrls, invalidDirs: null, ...surplus } };
  }

  private flux({ domains }: { domains?: string }): Answer {
    const [first = ""] = domains?.split(";") ?? [];
    return {
      status: 200,
      content: { code: 200, error: "", time: [], data: { [first]: { china: [this.bytes], oversea: null } } },
    };
  }

  private isSigned({ method, url, headers, body }: Call): boolean {
    const type = headers["content-type"];
    const texts = [
      ["Qiniu", `${method} ${url.pathname}${url.search}\nHost: ${headers.host}\nContent-Type: ${type}\n\n${body}`],
      ["QBox", `${url.pathname}${url.search}\n`],
    ] as const;
    return texts.some(([scheme, text]) => {
      const digest = createHmac("sha1", this.secretKey).update(text).digest("base64");
      const safe = digest.replaceAll("+", "-").replaceAll("/", "_");
      return headers.authorization === `${scheme} ${this.accessKey}:${safe}`;
    });
  }
}
