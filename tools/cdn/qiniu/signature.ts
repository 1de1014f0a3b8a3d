import { createHmac } from "node:crypto";

/** A Qiniu account's keys. */
export interface QiniuKeys {
  readonly accessKey: string;
  readonly secretKey: string;
}

export interface SignedRequest {
  readonly method: string;
  readonly url: string;
  readonly contentType: string;
  readonly body?: string;
}

/**
 * `Authorization: Qiniu …`, which covers method, host and body: api.qiniu.com. (QBox, which its page names, covers neither;
 * the service takes both.)
 *
 * @see https://developer.qiniu.com/kodo/1201/access-token
 */
export function qiniuAuthorization({ accessKey, secretKey }: QiniuKeys, request: SignedRequest): string {
  const { host, pathname, search } = new URL(request.url);
  const { method, contentType, body = "" } = request;
  const text = `${method} ${pathname}${search}\nHost: ${host}\nContent-Type: ${contentType}\n\n${body}`;
  return `Qiniu ${accessKey}:${digest(secretKey, text)}`;
}

/** `Authorization: QBox …`, which covers path and query: fusion.qiniuapi.com, as Qiniu's own SDK calls it. */
export function qboxAuthorization({ accessKey, secretKey }: QiniuKeys, url: string): string {
  const { pathname, search } = new URL(url);
  return `QBox ${accessKey}:${digest(secretKey, `${pathname}${search}\n`)}`;
}

/** Base64 for URLs, with its padding. */
function digest(secretKey: string, text: string): string {
  return createHmac("sha1", secretKey).update(text).digest("base64").replaceAll("+", "-").replaceAll("/", "_");
}
