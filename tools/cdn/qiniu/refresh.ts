import { z } from "zod";
import { OverQuota, type PurgeRequest, type PurgeResult } from "../reconcile/provider";
import type { QiniuApi } from "./api";

/** What Qiniu refreshes in a day and in a call (https://developer.qiniu.com/fusion/1229/cache-refresh). */
export const QINIU_QUOTA = { urlsPerDay: 500, urlsPerCall: 20, directoriesPerDay: 11 } as const;

const answer = z.object({
  code: z.number(),
  error: z.string().nullish(),
  urlSurplusDay: z.number().nullish(),
  dirSurplusDay: z.number().nullish(),
});

/** @throws {OverQuota} when a whole day's quota would not do */
export function assertWithinQuota({ urls, wholeHosts }: PurgeRequest): void {
  const { urlsPerDay, directoriesPerDay } = QINIU_QUOTA;
  if (urls.length > urlsPerDay) {
    throw new OverQuota(
      `${urls.length} URLs are more than the ${urlsPerDay} a day of Qiniu. Purge with --all, by host.`,
    );
  }
  if (wholeHosts.length > directoriesPerDay) {
    throw new OverQuota(
      `${wholeHosts.length} hosts are more than the ${directoriesPerDay} directories a day of Qiniu.`,
    );
  }
}

/** Refreshes, 20 URLs a call; stops before a call for which the day's quota no longer does. */
export async function refresh(api: QiniuApi, request: PurgeRequest): Promise<PurgeResult> {
  assertWithinQuota(request);
  let accepted = 0;
  let quotaLeft: number | undefined;
  const directories = request.wholeHosts.map((host) => `https://${host}/`);
  if (directories.length > 0) {
    await call(api, { dirs: directories }, accepted);
    accepted += directories.length;
  }
  for (let from = 0; from < request.urls.length; from += QINIU_QUOTA.urlsPerCall) {
    const urls = request.urls.slice(from, from + QINIU_QUOTA.urlsPerCall);
    const left = request.urls.length - from;
    if (quotaLeft !== undefined && quotaLeft < left) {
      throw new OverQuota(
        `${accepted} accepted; ${left} URLs are left to purge, and today's quota is ${quotaLeft} more.`,
      );
    }
    quotaLeft = await call(api, { urls }, accepted);
    accepted += urls.length;
  }
  return { provider: "qiniu", accepted, quotaLeft };
}

async function call(api: QiniuApi, content: object, accepted: number): Promise<number | undefined> {
  const { code, error, urlSurplusDay } = answer.parse(await api.fusion("/v2/tune/refresh", content));
  // The HTTP status is always 200; the body says whether it worked.
  if (code !== 200) throw new OverQuota(`${accepted} accepted; Qiniu then refused: ${code} ${error ?? ""}`.trim());
  return urlSurplusDay ?? undefined;
}
