import { createHash, createHmac, randomUUID } from "node:crypto";

/** Keys of Alibaba Cloud: a user's, or temporary ones with a token. */
export interface Keys {
  readonly keyId: string;
  readonly secret: string;
  readonly token?: string;
}

export interface SignedRequest {
  readonly method: "GET" | "POST" | "PUT";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A call of an RPC API, signed with ACS3-HMAC-SHA256. @param url the service's address */
export function signCall(
  url: string,
  version: string,
  action: string,
  parameters: Readonly<Record<string, string>>,
  keys: Keys,
  now: Date,
): SignedRequest {
  const query = Object.entries(parameters)
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join("&");
  const empty = sha256("");
  const headers: Record<string, string> = {
    host: new URL(url).host,
    "x-acs-action": action,
    "x-acs-content-sha256": empty,
    "x-acs-date": now.toISOString().replace(/\.\d+/, ""),
    "x-acs-signature-nonce": randomUUID(),
    "x-acs-version": version,
    ...(keys.token !== undefined && { "x-acs-security-token": keys.token }),
  };
  const names = Object.keys(headers).sort();
  const lines = names.map((name) => `${name}:${headers[name]}\n`).join("");
  const canonical = ["POST", "/", query, lines, names.join(";"), empty].join("\n");
  const signature = hmac(keys.secret, `ACS3-HMAC-SHA256\n${sha256(canonical)}`).toString("hex");
  const authorization = `ACS3-HMAC-SHA256 Credential=${keys.keyId},SignedHeaders=${names.join(";")},Signature=${signature}`;
  return { method: "POST", url: `${url}/?${query}`, headers: { ...headers, authorization } };
}

/** A request for an object of OSS, signed with V4. @param address the bucket's own address */
export function signObject(
  method: "GET" | "PUT",
  address: string,
  { bucket, region, key }: { readonly bucket: string; readonly region: string; readonly key: string },
  keys: Keys,
  now: Date,
  upload?: { readonly body: string; readonly headers: Readonly<Record<string, string>> },
): SignedRequest {
  const date = now.toISOString().replace(/[-:]|\.\d+/g, "");
  const headers: Record<string, string> = {
    ...upload?.headers,
    "x-oss-date": date,
    "x-oss-content-sha256": "UNSIGNED-PAYLOAD",
    ...(keys.token !== undefined && { "x-oss-security-token": keys.token }),
  };
  const signed = Object.keys(headers).filter((name) => name.startsWith("x-oss-") || name === "content-type");
  const lines = signed.sort().map((name) => `${name}:${headers[name]}\n`);
  const path = key.split("/").map(encode).join("/");
  const canonical = `${method}\n/${bucket}/${path}\n\n${lines.join("")}\n\nUNSIGNED-PAYLOAD`;
  const scope = `${date.slice(0, 8)}/${region}/oss/aliyun_v4_request`;
  const signingKey = scope.split("/").reduce<string | Buffer>(hmac, `aliyun_v4${keys.secret}`);
  const signature = hmac(signingKey, `OSS4-HMAC-SHA256\n${date}\n${scope}\n${sha256(canonical)}`).toString("hex");
  const authorization = `OSS4-HMAC-SHA256 Credential=${keys.keyId}/${scope},Signature=${signature}`;
  return { method, url: `${address}/${path}`, headers: { ...headers, authorization }, body: upload?.body };
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}
