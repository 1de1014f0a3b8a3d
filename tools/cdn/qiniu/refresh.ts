import { z } from "zod";
import { readAnswer } from "../http/answer";
import { OverQuota, PurgeIncomplete, type PurgeRequest, type PurgeResult } from "../reconcile/provider";
import type { QiniuApi } from "./api";
import { NO_DIRECTORIES } from "./refusals";

/** What Qiniu refreshes in a day and in a call (https://developer.qiniu.com/fusion/13367/fusion-api-cache-management). */
export const QINIU_QUOTA = { urlsPerDay: 500, urlsPerCall: 20, directoriesPerDay: 11, directoriesPerCall: 5 } as const;

const answer = z.object({
  code: z.number(),
  error: z.string().nullish(),
  /** What was not accepted, though the code is 200. */
  invalidUrls: z.array(z.string()).nullish(),
  invalidDirs: z.array(z.string()).nullish(),
  urlSurplusDay: z.number().nullish(),
});

type Call = { readonly urls: readonly string[] } | { readonly dirs: readonly string[] };

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

/**
 * Refreshes, as much as a call may have; stops before a call for which the day's quota no longer does.
 *
 * @throws {PurgeIncomplete} when some of it was not accepted, with what was
 */
export async function refresh(api: QiniuApi, request: PurgeRequest): Promise<PurgeResult> {
  assertWithinQuota(request);
  let accepted = 0;
  let quotaLeft: number | undefined;
  const invalid: string[] = [];
  const directories = request.wholeHosts.map((host) => `https://${host}/`);
  for (const dirs of portions(directories, QINIU_QUOTA.directoriesPerCall)) {
    const refused = (await call(api, { dirs }, accepted)).invalid;
    invalid.push(...refused);
    accepted += dirs.length - refused.length;
  }
  let left = request.urls.length;
  for (const urls of portions(request.urls, QINIU_QUOTA.urlsPerCall)) {
    if (quotaLeft !== undefined && quotaLeft < left) {
      const why = `${left} URLs are left to purge, and today's quota is ${quotaLeft} more.`;
      throw new PurgeIncomplete(accepted, why);
    }
    const answer = await call(api, { urls }, accepted);
    quotaLeft = answer.quotaLeft;
    invalid.push(...answer.invalid);
    accepted += urls.length - answer.invalid.length;
    left -= urls.length;
  }
  if (invalid.length > 0) throw new PurgeIncomplete(accepted, `Qiniu calls these invalid: ${invalid.join(", ")}`);
  return { provider: "qiniu", accepted, quotaLeft };
}

function portions(all: readonly string[], size: number): string[][] {
  const count = Math.ceil(all.length / size);
  return Array.from({ length: count }, (_, index) => all.slice(index * size, (index + 1) * size));
}

async function call(
  api: QiniuApi,
  content: Call,
  accepted: number,
): Promise<{ readonly invalid: readonly string[]; readonly quotaLeft?: number }> {
  const found = readAnswer(answer, await api.fusion("/v2/tune/refresh", content), "Qiniu, a refresh");
  const invalid = [...(found.invalidUrls ?? []), ...(found.invalidDirs ?? [])];
  // The HTTP status is always 200; the body says whether it worked.
  if (found.code !== 200) {
    const remedy =
      found.code === NO_DIRECTORIES ? ". Have directory refresh enabled in Qiniu's console, or purge by URL." : "";
    const reason = [found.code, found.error, ...invalid].filter(Boolean).join(" ");
    throw new PurgeIncomplete(accepted, `Qiniu then refused: ${reason}${remedy}`);
  }
  return { invalid, quotaLeft: found.urlSurplusDay ?? undefined };
}
