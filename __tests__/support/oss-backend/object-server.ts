import { createHash, createHmac } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { type Answer, CREDENTIALS, CUT, LoopbackServer, type ReceivedRequest } from "./loopback-server";

/** One version of an object. */
export interface ObjectVersion {
  readonly versionId: string;
  readonly body: Buffer;
  /** Headers of the upload: type, encryption, ACL. */
  readonly headers: IncomingHttpHeaders;
}

/** An upload that waits for its answer. */
export interface HeldUpload {
  /** Resolves when the whole upload has arrived. Nothing is stored yet. */
  readonly arrived: Promise<void>;
  /** Stores the upload and answers. */
  release(): void;
}

/**
 * The part of OSS that Terraform's `oss` backend uses: one versioned bucket in memory. Requests are path-style, because
 * the SDK makes them so for IP addresses. They have to be signed with V1 by `CREDENTIALS`.
 */
export class ObjectServer extends LoopbackServer {
  private readonly objects = new Map<string, ObjectVersion[]>();
  private beforeNextUpload: ((store: () => void) => Promise<typeof CUT | undefined>) | undefined;

  constructor(private readonly bucket: string) {
    super();
  }

  get keys(): string[] {
    return [...this.objects.keys()].sort();
  }

  /** Every version of an object, the current one last. */
  versions(key: string): readonly ObjectVersion[] {
    return this.objects.get(key) ?? [];
  }

  /** The current version. @throws when there is no such object */
  current(key: string): ObjectVersion {
    const version = this.versions(key).at(-1);
    if (!version) throw new Error(`${key}: not among ${this.keys.join(", ")}`);
    return version;
  }

  /** Stores a new current version. */
  upload(key: string, body: Buffer, headers: IncomingHttpHeaders = {}): ObjectVersion {
    const versions = this.versions(key);
    const version = { versionId: `version-${versions.length + 1}`, body, headers };
    this.objects.set(key, [...versions, version]);
    return version;
  }

  /** Removes an object with all its versions. OSS would hide the versions behind a delete marker. */
  remove(key: string): void {
    this.objects.delete(key);
  }

  /** Holds the next upload back until it is released. */
  holdNextUpload(): HeldUpload {
    let arrive = () => {};
    let release = () => {};
    const arrived = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    this.beforeNextUpload = async () => {
      arrive();
      await released;
      return undefined;
    };
    return { arrived, release };
  }

  /** Cuts the connection of the next upload, either half-way or just before the answer. */
  cutNextUpload(moment: "before storing" | "after storing"): void {
    this.beforeNextUpload = async (store) => {
      if (moment === "after storing") store();
      return CUT;
    };
  }

  protected override async answer(request: ReceivedRequest, requestId: string): Promise<Answer | typeof CUT> {
    const [, bucket = "", key = ""] = /^\/([^/]*)\/?(.*)$/.exec(decodeURIComponent(request.path)) ?? [];
    // V1 signs only a few query parameters. The backend sends this one of them.
    const resource = `/${bucket}/${key}${request.query.has("objectMeta") ? "?objectMeta" : ""}`;
    const refusal = refuse(request, resource);
    const answer = refusal
      ? failure(403, ...refusal)
      : bucket === this.bucket
        ? await this.operate(request, key)
        : failure(404, "NoSuchBucket", "The specified bucket does not exist.");
    if (answer === CUT) return CUT;
    return {
      ...answer,
      headers: { ...answer.headers, "x-oss-request-id": requestId },
      // An answer to HEAD has no body, even when it is an error.
      body: request.method === "HEAD" ? undefined : answer.body,
    };
  }

  private async operate(request: ReceivedRequest, key: string): Promise<Answer | typeof CUT> {
    if (request.method === "GET" && key === "") return this.list(request.query);
    if (request.method === "PUT") return this.put(request, key);
    if (request.method === "DELETE") {
      this.remove(key);
      return { status: 204 };
    }
    if (!["GET", "HEAD"].includes(request.method)) throw new Error(`no operation ${request.method} ${request.path}`);
    const version = this.versions(key).at(-1);
    if (!version) return failure(404, "NoSuchKey", "The specified key does not exist.");
    return { status: 200, headers: description(version), body: version.body };
  }

  private async put(request: ReceivedRequest, key: string): Promise<Answer | typeof CUT> {
    const store = () => this.upload(key, request.body, request.headers);
    const hook = this.beforeNextUpload;
    this.beforeNextUpload = undefined;
    if ((await hook?.(store)) === CUT) return CUT;
    const { ETag, "x-oss-version-id": versionId } = description(store());
    return { status: 200, headers: { ETag, "x-oss-version-id": versionId } };
  }

  private list(query: URLSearchParams): Answer {
    const [prefix, marker] = [query.get("prefix") ?? "", query.get("marker") ?? ""];
    const limit = Number(query.get("max-keys") ?? 100);
    const found = this.keys.filter((key) => key.startsWith(prefix) && key > marker);
    const contents = found.slice(0, limit).map((key) => {
      const { body } = this.current(key);
      return `<Contents><Key>${encodeURIComponent(key)}</Key><Size>${body.length}</Size></Contents>`;
    });
    const xml =
      `<Prefix>${encodeURIComponent(prefix)}</Prefix><MaxKeys>${limit}</MaxKeys>` +
      `<EncodingType>url</EncodingType><IsTruncated>${found.length > limit}</IsTruncated>${contents.join("")}`;
    return document(200, `<ListBucketResult>${xml}</ListBucketResult>`);
  }
}

/** Code and message of the error with which OSS refuses a request. */
function refuse(request: ReceivedRequest, resource: string): [code: string, message: string] | undefined {
  const { headers } = request;
  const [, keyId, signature] = /^OSS ([^:]+):(.+)$/.exec(headers.authorization ?? "") ?? [];
  if (keyId === undefined) return ["AccessDenied", "The request is not signed with V1."];
  if (keyId !== CREDENTIALS.accessKeyId) {
    return ["InvalidAccessKeyId", "The OSS Access Key Id you provided does not exist in our records."];
  }
  const ossHeaders = Object.keys(headers)
    .filter((name) => name.startsWith("x-oss-"))
    .sort()
    .map((name) => `${name}:${headers[name]}\n`);
  const text = [
    request.method,
    headers["content-md5"] ?? "",
    headers["content-type"] ?? "",
    headers.date ?? "",
    ossHeaders.join("") + resource,
  ].join("\n");
  if (createHmac("sha1", CREDENTIALS.accessKeySecret).update(text).digest("base64") !== signature) {
    return [
      "SignatureDoesNotMatch",
      "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
    ];
  }
  if (headers["x-oss-security-token"] !== CREDENTIALS.securityToken) {
    return ["InvalidSecurityToken", "The security token you provided is invalid."];
  }
  return undefined;
}

function description({ versionId, body }: ObjectVersion): Record<"ETag" | "x-oss-version-id", string> {
  const md5 = createHash("md5").update(body).digest("hex").toUpperCase();
  return { ETag: `"${md5}"`, "x-oss-version-id": versionId };
}

function failure(status: number, code: string, message: string): Answer {
  return document(status, `<Error><Code>${code}</Code><Message>${message}</Message></Error>`);
}

function document(status: number, xml: string): Answer {
  const body = `<?xml version="1.0" encoding="UTF-8"?>${xml}`;
  return { status, headers: { "Content-Type": "application/xml" }, body };
}
