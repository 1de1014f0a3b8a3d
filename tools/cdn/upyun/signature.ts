import { createHash, createHmac } from "node:crypto";

/** An operator of Upyun services. */
export interface UpyunOperator {
  readonly name: string;
  readonly password: string;
}

/**
 * The Authorization header of Upyun's REST API.
 *
 * @param path with the service in front, such as `/ainav-img/?usage`
 * @param date as the request's X-Date header has it
 * @param contentMd5 as the request's Content-MD5 header has it, if it has one
 * @see https://help.upyun.com/knowledge-base/object_storage_authorization/
 */
export function restAuthorization(
  { name, password }: UpyunOperator,
  method: string,
  path: string,
  date: string,
  contentMd5?: string,
): string {
  const text = [method, path, date, ...(contentMd5 === undefined ? [] : [contentMd5])].join("&");
  return `UPYUN ${name}:${createHmac("sha1", md5(password)).update(text).digest("base64")}`;
}

/** The Authorization header of purge.upyun.com, over the URLs as they are sent, one a line. */
export function purgeAuthorization(
  { name, password }: UpyunOperator,
  service: string,
  urls: readonly string[],
  date: string,
): string {
  return `UpYun ${service}:${name}:${md5(`${urls.join("\n")}&${service}&${date}&${md5(password)}`)}`;
}

function md5(text: string): string {
  return createHash("md5").update(text).digest("hex");
}
