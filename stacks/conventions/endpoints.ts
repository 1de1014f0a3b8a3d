import { PORTS } from "./ports";

/** The address at which a client reaches a server. */
export interface Endpoint {
  readonly host: string;
  readonly port: string;
}

/** OSS's host name inside the region. Hosts and pods use it, because its traffic is free of charge. */
export function ossEndpoint(region: string): string {
  return `https://oss-${region}-internal.aliyuncs.com`;
}

/** OSS's host name inside the region, for clients that speak S3. */
export function ossS3Host(region: string): string {
  return `s3.oss-${region}-internal.aliyuncs.com`;
}

/** Meilisearch's address on a host or service of this name. */
export function searchUrl(host: string): string {
  return `http://${host}:${PORTS.search}`;
}

/** The address below which images are pushed and pulled. An Enterprise instance has a host name of its own. */
export function imageRegistry(region: string, namespace: string, enterpriseInstance?: string): string {
  const host =
    enterpriseInstance === undefined
      ? `registry.${region}.aliyuncs.com`
      : `${enterpriseInstance}-registry.${region}.cr.aliyuncs.com`;
  return `${host}/${namespace}`;
}
