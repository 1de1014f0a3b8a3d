import { createHash } from "node:crypto";
import { type Answer, CUT, LoopbackServer, type ReceivedRequest } from "./loopback-server";
import { OssRefusal, type StoredObject, StoredObjects } from "./stored-objects";
import { isSignedV4 } from "./v4-signature";

/** What happens to a request in place of what OSS does, or nothing. */
type Fault = (request: ReceivedRequest, act: () => Answer) => Answer | typeof CUT | undefined;

/**
 * Versioned buckets of OSS that check V4 signatures and checksums, with uploads in parts, copies and listings. Their names
 * are the first folder of the path.
 */
export class BucketServer extends LoopbackServer {
  readonly buckets: Readonly<Record<string, StoredObjects>>;
  /** Method and path with query of each request that was signed, in order. */
  readonly requests: string[] = [];
  /** Called for every request; a test replaces it. */
  fault: Fault = () => undefined;
  /** The largest number of entries on a page. */
  pageSize = 1000;

  constructor(
    private readonly region: string,
    ...names: string[]
  ) {
    super();
    this.buckets = Object.fromEntries(names.map((name) => [name, new StoredObjects()]));
  }

  /** The objects of a bucket. @throws when there is no such bucket */
  bucket(name: string): StoredObjects {
    const found = this.buckets[name];
    if (!found) throw new OssRefusal(404, "NoSuchBucket");
    return found;
  }

  /** The keys of a bucket's objects below a prefix. */
  keys(bucket: string, prefix = ""): string[] {
    return [...this.bucket(bucket).objects.keys()].filter((key) => key.startsWith(prefix)).sort();
  }

  protected override async answer(request: ReceivedRequest): Promise<Answer | typeof CUT> {
    if (!isSignedV4(request, this.region, request.path)) return refused(new OssRefusal(403, "SignatureDoesNotMatch"));
    this.requests.push(`${request.method} ${decodeURIComponent(request.path)}?${request.query}`);
    const act = () => {
      try {
        return this.operate(request);
      } catch (error) {
        if (error instanceof OssRefusal) return refused(error);
        throw error;
      }
    };
    const answer = this.fault(request, act) ?? act();
    return answer === CUT || request.method !== "HEAD" ? answer : { ...answer, body: undefined };
  }

  private operate(request: ReceivedRequest): Answer {
    const [, name = "", key = ""] = /^\/([^/]*)\/?(.*)$/s.exec(decodeURIComponent(request.path)) ?? [];
    const bucket = this.bucket(name);
    const { method, query, headers, body } = request;
    const digest = headers["content-md5"];
    if (digest && digest !== createHash("md5").update(body).digest("base64"))
      throw new OssRefusal(400, "InvalidDigest");
    const upload = query.get("uploadId");
    if (key === "") return document(query.has("uploads") ? this.listUploads(bucket, query) : this.list(name, query));
    if (method === "POST" && query.has("uploads"))
      return document(`<UploadId>${bucket.initiate(key, headers)}</UploadId>`);
    if (method === "POST" && upload) return describe(bucket.complete(upload, parts(body.toString()), headers));
    if (method === "DELETE" && upload) {
      bucket.abort(upload);
      return { status: 204 };
    }
    const copied = this.copied(request);
    if (method === "PUT" && upload) {
      const etag = bucket.addPart(upload, Number(query.get("partNumber")), copied ?? body);
      return { ...document(`<ETag>"${etag}"</ETag>`), headers: { ETag: `"${etag}"` } };
    }
    if (method === "PUT") return describe(bucket.store(key, copied ?? body, headers));
    if (method === "GET" || method === "HEAD") return read(bucket.current(key, query.get("versionId") ?? ""), request);
    throw new Error(`no operation ${method} ${request.path}`);
  }

  private copied({ headers }: ReceivedRequest): Buffer | undefined {
    const source = headers["x-oss-copy-source"];
    if (source === undefined) return undefined;
    const [, name = "", key = "", version] = /^\/([^/]+)\/([^?]+)(?:\?versionId=(.+))?$/.exec(String(source)) ?? [];
    const { body } = this.bucket(name).current(decodeURIComponent(key), version);
    const range = /^bytes=(\d+)-(\d+)$/.exec(String(headers["x-oss-copy-source-range"]));
    return range ? body.subarray(Number(range[1]), Number(range[2]) + 1) : body;
  }

  private list(name: string, query: URLSearchParams): string {
    const after = query.get("continuation-token") ?? "";
    const found = this.keys(name, query.get("prefix") ?? "").filter((key) => key > after);
    const page = found.slice(0, this.pageSize);
    const entries = page.map((key) => {
      const { body, etag } = this.bucket(name).current(key);
      return `<Contents><Key>${encodeURIComponent(key)}</Key><Size>${body.length}</Size><ETag>&quot;${etag}&quot;</ETag></Contents>`;
    });
    const next = page.length < found.length ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : "";
    return `<IsTruncated>${next !== ""}</IsTruncated>${next}${entries.join("")}`;
  }

  private listUploads(bucket: StoredObjects, query: URLSearchParams): string {
    const found = [...bucket.uploads].filter(([, { key }]) => key.startsWith(query.get("prefix") ?? ""));
    const entries = found.map(([id, { key }]) => `<Upload><Key>${key}</Key><UploadId>${id}</UploadId></Upload>`);
    return `<IsTruncated>false</IsTruncated>${entries.join("")}`;
  }
}

function parts(xml: string): { number: number; etag: string }[] {
  const found = xml.matchAll(/<Part><PartNumber>(\d+)<\/PartNumber><ETag>([^<]*)<\/ETag><\/Part>/g);
  return [...found].map(([, number, etag = ""]) => ({ number: Number(number), etag }));
}

function read(object: StoredObject, { headers }: ReceivedRequest): Answer {
  const [, from] = /^bytes=(\d+)-$/.exec(String(headers.range)) ?? [];
  if (headers["if-match"] !== undefined && headers["if-match"] !== `"${object.etag}"`)
    throw new OssRefusal(412, "PreconditionFailed");
  const body = object.body.subarray(Number(from ?? 0));
  const answer = describe(object);
  const length = { "Content-Length": String(body.length) };
  return { status: from ? 206 : 200, headers: { ...answer.headers, ...length }, body };
}

function describe({ etag, version, headers }: StoredObject): Answer {
  const own = Object.entries(headers).filter(([name]) => name.startsWith("x-oss-meta-"));
  const metadata = Object.fromEntries(own) as Record<string, string>;
  return { status: 200, headers: { ...metadata, ETag: `"${etag}"`, "x-oss-version-id": version } };
}

function document(xml: string): Answer {
  return { status: 200, body: `<?xml version="1.0" encoding="UTF-8"?><Result>${xml}</Result>` };
}

function refused({ status, code }: OssRefusal): Answer {
  return { status, body: `<?xml version="1.0"?><Error><Code>${code}</Code></Error>` };
}
