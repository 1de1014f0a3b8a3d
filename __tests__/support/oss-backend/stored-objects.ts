import { createHash, randomUUID } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

export interface StoredObject {
  readonly body: Buffer;
  /** Headers of the request that wrote it. */
  readonly headers: IncomingHttpHeaders;
  readonly etag: string;
  readonly version: string;
}

interface PendingUpload {
  readonly key: string;
  readonly headers: IncomingHttpHeaders;
  readonly parts: Map<number, { readonly body: Buffer; readonly etag: string }>;
}

/** An error with which OSS refuses a request. */
export class OssRefusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
  ) {
    super(code);
  }
}

export const md5 = (body: Buffer) => createHash("md5").update(body).digest("hex").toUpperCase();

/** The objects and the unfinished uploads of one bucket, with the rules of OSS about both. */
export class StoredObjects {
  readonly objects = new Map<string, StoredObject[]>();
  readonly uploads = new Map<string, PendingUpload>();

  /** The current version. @throws NoSuchKey */
  current(key: string, version?: string): StoredObject {
    const versions = this.objects.get(key) ?? [];
    const found = version ? versions.find((each) => each.version === version) : versions.at(-1);
    if (!found) throw new OssRefusal(404, version ? "NoSuchVersion" : "NoSuchKey");
    return found;
  }

  store(key: string, body: Buffer, headers: IncomingHttpHeaders = {}, etag = md5(body)): StoredObject {
    if (headers["x-oss-forbid-overwrite"] === "true" && this.objects.has(key))
      throw new OssRefusal(409, "FileAlreadyExists");
    const stored = { body, headers, etag, version: randomUUID() };
    this.objects.set(key, [...(this.objects.get(key) ?? []), stored]);
    return stored;
  }

  initiate(key: string, headers: IncomingHttpHeaders): string {
    const id = randomUUID().replaceAll("-", "").toUpperCase();
    this.uploads.set(id, { key, headers, parts: new Map() });
    return id;
  }

  addPart(id: string, number: number, body: Buffer): string {
    if (number < 1 || number > 10_000) throw new OssRefusal(400, "InvalidArgument");
    const etag = md5(body);
    this.pending(id).parts.set(number, { body, etag });
    return etag;
  }

  /** @param list numbers and ETags, in the order of the request */
  complete(id: string, list: readonly { number: number; etag: string }[], headers: IncomingHttpHeaders): StoredObject {
    const { key, parts, headers: initial } = this.pending(id);
    const bodies = list.map(({ number, etag }, index) => {
      const part = parts.get(number);
      if (index > 0 && number <= (list[index - 1]?.number ?? 0)) throw new OssRefusal(400, "InvalidPartOrder");
      if (part?.etag !== etag.replaceAll('"', "")) throw new OssRefusal(400, "InvalidPart");
      if (index < list.length - 1 && part.body.length < 100 * 1024) throw new OssRefusal(400, "EntityTooSmall");
      return part.body;
    });
    if (bodies.length === 0) throw new OssRefusal(400, "MalformedXML");
    const body = Buffer.concat(bodies);
    const stored = this.store(key, body, { ...initial, ...headers }, `${md5(body)}-${bodies.length}`);
    this.uploads.delete(id);
    return stored;
  }

  abort(id: string): void {
    this.pending(id);
    this.uploads.delete(id);
  }

  private pending(id: string): PendingUpload {
    const upload = this.uploads.get(id);
    if (!upload) throw new OssRefusal(404, "NoSuchUpload");
    return upload;
  }
}
