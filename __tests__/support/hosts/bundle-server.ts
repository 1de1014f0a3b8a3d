import { createHash, createHmac } from "node:crypto";
import { type Answer, CREDENTIALS, LoopbackServer, type ReceivedRequest } from "../oss-backend/loopback-server";

const sha256 = (data: string | Buffer) => createHash("sha256").update(data).digest("hex");
const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();

/** A bucket of OSS under its own host name. It serves objects to requests with a V4 signature, and takes them. */
export class BundleServer extends LoopbackServer {
  readonly objects = new Map<string, Buffer>();
  /** Answers that the server gives before the real ones. */
  readonly before: Answer[] = [];
  requests = 0;

  constructor(
    private readonly bucket: string,
    private readonly region: string,
  ) {
    super();
  }

  /** Stores an archive under a key. @returns the bundle for a host's settings */
  store(key: string, archive: Buffer): { bucket: string; key: string; sha256: string } {
    this.objects.set(key, archive);
    return { bucket: this.bucket, key, sha256: sha256(archive) };
  }

  protected override async answer(request: ReceivedRequest): Promise<Answer> {
    this.requests += 1;
    const early = this.before.shift();
    if (early) return early;
    if (!this.isSigned(request)) return failure(403, "SignatureDoesNotMatch");
    const key = decodeURIComponent(request.path).slice(1);
    const object = this.objects.get(key);
    if (request.method === "PUT") {
      if (object && request.headers["x-oss-forbid-overwrite"] === "true") return failure(409, "FileAlreadyExists");
      this.objects.set(key, request.body);
      return { status: 200 };
    }
    return object ? { status: 200, body: object } : failure(404, "NoSuchKey");
  }

  private isSigned({ method, path, headers }: ReceivedRequest): boolean {
    const date = String(headers["x-oss-date"]);
    if (!/^\d{8}T\d{6}Z$/.test(date) || headers["x-oss-security-token"] !== CREDENTIALS.securityToken) return false;
    const scope = `${date.slice(0, 8)}/${this.region}/oss/aliyun_v4_request`;
    const signed = Object.keys(headers).filter((name) => name.startsWith("x-oss-") || name === "content-type");
    const lines = signed.sort().map((name) => `${name}:${headers[name]}\n`);
    const canonical = `${method}\n/${this.bucket}${path}\n\n${lines.join("")}\n\nUNSIGNED-PAYLOAD`;
    const key = scope.split("/").reduce<string | Buffer>(hmac, `aliyun_v4${CREDENTIALS.accessKeySecret}`);
    const signature = hmac(key, `OSS4-HMAC-SHA256\n${date}\n${scope}\n${sha256(canonical)}`).toString("hex");
    const expected = `OSS4-HMAC-SHA256 Credential=${CREDENTIALS.accessKeyId}/${scope},Signature=${signature}`;
    return headers.authorization === expected;
  }
}

/** An error of OSS. Errors about signatures repeat everything that was signed. */
export function failure(status: number, code: string): Answer {
  const { accessKeyId, securityToken } = CREDENTIALS;
  const signed = `<OSSAccessKeyId>${accessKeyId}</OSSAccessKeyId><StringToSign>${securityToken}</StringToSign>`;
  return { status, body: `<?xml version="1.0"?><Error><Code>${code}</Code>${signed}</Error>` };
}
