import { createHash, createHmac } from "node:crypto";
import { type Answer, type Call, FaultyServer } from "./faulty-server";

const ACCEPTED = { code: 1, status: "ok" };
const REFUSED = { code: 0, status: "limited" };

const md5 = (text: string) => createHash("md5").update(text).digest("hex");

/** Upyun's API for reading and purging, with one service for one host. Tokens and signatures are checked. */
export class FakeUpyun extends FaultyServer {
  info: Record<string, unknown> | undefined;
  source: Record<string, unknown>;
  readonly purged: string[] = [];
  refuses: string | undefined;
  /** A part of URLs for which the answer to a purge has no entry. */
  forgets: string | undefined;
  /** What a purge answers in place of its entries. */
  purgeAnswer: unknown;
  bytes = 0;

  constructor(
    private readonly token: string,
    private readonly operator: { readonly name: string; readonly password: string },
    private readonly service: string,
    host: string,
    origin: string,
  ) {
    super();
    this.info = {
      status: "enable",
      approval_domains: [host],
      default_domain: { domain: host, https: true, force_https: true },
    };
    this.source = { domain: origin, source_type: "https", cdn: { servers: [{ host: origin, port: 443 }] } };
  }

  protected answer(call: Call): Answer {
    if (call.path === "/purge/" && call.headers.date) return this.purgeAsOperator(call);
    if (call.path === `/${this.service}/`) return this.usage(call);
    if (call.headers.authorization !== `Bearer ${this.token}`) return { status: 401, content: { error_code: 401 } };
    const wanted = call.url.searchParams.get("bucket_name");
    switch (call.path) {
      case "/buckets/info":
        if (this.info === undefined || wanted !== this.service) return { status: 404, content: { error_code: 404 } };
        return { status: 200, content: this.info };
      case "/v2/buckets/cdn/source":
        return { status: 200, content: { result: true, data: this.source } };
      case "/flow/common_data":
        return { status: 200, content: [{ bytes: this.bytes, reqs: 1 }] };
      case "/buckets/purge/batch": {
        const urls = String(JSON.parse(call.body).source_url).split("\n");
        this.purged.push(...urls.filter((url) => !this.isRefused(url)));
        if (this.purgeAnswer !== undefined) return { status: 200, content: this.purgeAnswer };
        const { forgets } = this;
        const known = urls.filter((url) => forgets === undefined || !url.includes(forgets));
        return {
          status: 200,
          content: known.map((url) => ({ url, ...(this.isRefused(url) ? REFUSED : ACCEPTED) })),
        };
      }
      default:
        return { status: 404, content: { error_code: 404 } };
    }
  }

  private isRefused(url: string): boolean {
    return this.refuses !== undefined && url.includes(this.refuses);
  }

  private usage({ method, url, headers }: Call): Answer {
    const text = `${method}&${url.pathname}${url.search}&${headers["x-date"]}`;
    const signature = createHmac("sha1", md5(this.operator.password)).update(text).digest("base64");
    const right = headers.authorization === `UPYUN ${this.operator.name}:${signature}`;
    return right ? { status: 200, content: 0 } : { status: 401, content: { code: 40100006 } };
  }

  private purgeAsOperator({ headers, body }: Call): Answer {
    const urls = new URLSearchParams(body).get("purge") ?? "";
    const signature = md5(`${urls}&${this.service}&${headers.date}&${md5(this.operator.password)}`);
    const right = headers.authorization === `UpYun ${this.service}:${this.operator.name}:${signature}`;
    if (!right) return { status: 401, content: { message: "signature error" } };
    const all = urls.split("\n");
    const foreign = all.filter((url) => this.isRefused(url));
    this.purged.push(...all.filter((url) => !this.isRefused(url)));
    // PHP's empty list is an object.
    return { status: 200, content: { invalid_domain_of_url: foreign.length === 0 ? {} : foreign } };
  }
}
