import type { HttpClient, HttpRequest } from "../http/client";
import { type QiniuKeys, qboxAuthorization, qiniuAuthorization } from "./signature";

export interface QiniuAddresses {
  /** Domains and certificates; https://api.qiniu.com */
  readonly api: string;
  /** Refreshes and traffic; https://fusion.qiniuapi.com */
  readonly fusion: string;
}

type Method = HttpRequest["method"];
const contentType = "application/json";

/** Qiniu's two APIs, signed. */
export class QiniuApi {
  constructor(
    private readonly addresses: QiniuAddresses,
    private readonly keys: QiniuKeys,
    private readonly http: HttpClient,
  ) {}

  /** Calls api.qiniu.com. */
  api(method: Method, path: string, content?: object): Promise<unknown> {
    const url = `${this.addresses.api}${path}`;
    const body = content && JSON.stringify(content);
    return this.http.send(() => {
      const authorization = qiniuAuthorization(this.keys, { method, url, contentType, body });
      return { method, url, body, headers: { "Content-Type": contentType, Authorization: authorization } };
    });
  }

  /** Calls fusion.qiniuapi.com. Every call may be repeated: a second refresh of the same URLs does no harm. */
  fusion(path: string, content: object): Promise<unknown> {
    const url = `${this.addresses.fusion}${path}`;
    const body = JSON.stringify(content);
    return this.http.send(() => {
      const headers = { "Content-Type": contentType, Authorization: qboxAuthorization(this.keys, url) };
      return { method: "POST", url, body, headers, repeatable: true };
    });
  }
}
