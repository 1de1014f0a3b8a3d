import { PORTS } from "./ports";

/** Where a client finds a server. */
export interface Endpoint {
  readonly host: string;
  readonly port: string;
}

/** OSS as hosts and pods reach it: inside the region, free of charge. */
export function ossEndpoint(region: string): string {
  return `https://oss-${region}-internal.aliyuncs.com`;
}

/** The same for clients that speak S3. */
export function ossS3Host(region: string): string {
  return `s3.oss-${region}-internal.aliyuncs.com`;
}

/** Meilisearch on a host. */
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
