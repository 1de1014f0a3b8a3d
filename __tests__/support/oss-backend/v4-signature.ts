import { createHash, createHmac } from "node:crypto";
import { CREDENTIALS, type ReceivedRequest } from "./loopback-server";

const sha256 = (data: string | Buffer) => createHash("sha256").update(data).digest("hex");
const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();
const encode = (text: string) =>
  encodeURIComponent(text).replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/**
 * Whether a request to OSS has the V4 signature of `CREDENTIALS`.
 *
 * @param resource `/bucket/key`, as it is encoded in the request's path
 */
export function isSignedV4({ method, query, headers }: ReceivedRequest, region: string, resource: string): boolean {
  const date = String(headers["x-oss-date"]);
  if (!/^\d{8}T\d{6}Z$/.test(date) || headers["x-oss-security-token"] !== CREDENTIALS.securityToken) return false;
  const scope = `${date.slice(0, 8)}/${region}/oss/aliyun_v4_request`;
  const signed = Object.keys(headers).filter((name) => /^(x-oss-.*|content-type|content-md5)$/.test(name));
  const lines = signed.sort().map((name) => `${name}:${headers[name]}\n`);
  const parameters = [...query].map(([name, value]) => encode(name) + (value === "" ? "" : `=${encode(value)}`)).sort();
  const canonical = `${method}\n${resource}\n${parameters.join("&")}\n${lines.join("")}\n\nUNSIGNED-PAYLOAD`;
  const key = scope.split("/").reduce<string | Buffer>(hmac, `aliyun_v4${CREDENTIALS.accessKeySecret}`);
  const signature = hmac(key, `OSS4-HMAC-SHA256\n${date}\n${scope}\n${sha256(canonical)}`).toString("hex");
  const expected = `OSS4-HMAC-SHA256 Credential=${CREDENTIALS.accessKeyId}/${scope},Signature=${signature}`;
  return headers.authorization === expected;
}
