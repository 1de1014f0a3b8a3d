import { createHash } from "node:crypto";
import { type Answer, CREDENTIALS, LoopbackServer, type ReceivedRequest } from "../oss-backend/loopback-server";
import { isSignedV4 } from "../oss-backend/v4-signature";

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
    return { bucket: this.bucket, key, sha256: createHash("sha256").update(archive).digest("hex") };
  }

  protected override async answer(request: ReceivedRequest): Promise<Answer> {
    this.requests += 1;
    const early = this.before.shift();
    if (early) return early;
    if (!isSignedV4(request, this.region, `/${this.bucket}${request.path}`))
      return failure(403, "SignatureDoesNotMatch");
    const key = decodeURIComponent(request.path).slice(1);
    if (request.method === "PUT") {
      // The bucket is versioned: x-oss-forbid-overwrite has no effect there.
      this.objects.set(key, request.body);
      return { status: 200 };
    }
    const object = this.objects.get(key);
    return object ? { status: 200, body: object } : failure(404, "NoSuchKey");
  }
}

/** An error of OSS. Errors about signatures repeat everything that was signed. */
export function failure(status: number, code: string): Answer {
  const { accessKeyId, securityToken } = CREDENTIALS;
  const signed = `<OSSAccessKeyId>${accessKeyId}</OSSAccessKeyId><StringToSign>${securityToken}</StringToSign>`;
  return { status, body: `<?xml version="1.0"?><Error><Code>${code}</Code>${signed}</Error>` };
}
