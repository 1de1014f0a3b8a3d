import { type CdnProvider, PurgeIncomplete, type PurgeRequest } from "../reconcile/provider";
import type { ProviderName } from "../state/domain";

/** What became of a purge at one provider. */
export interface PurgeReport {
  readonly provider: ProviderName;
  readonly request: PurgeRequest;
  readonly accepted: number;
  readonly quotaLeft?: number;
  readonly error?: string;
}

/**
 * Purges at every provider; one that fails does not stop the other.
 *
 * @throws {MissingInput | OverQuota} before anything is sent, when a request cannot be made as a whole
 */
export async function purge(
  requests: ReadonlyMap<ProviderName, PurgeRequest>,
  providers: ReadonlyMap<ProviderName, CdnProvider>,
): Promise<PurgeReport[]> {
  const pairs = [...requests].map(([name, request]) => ({ provider: providers.get(name) as CdnProvider, request }));
  for (const { provider, request } of pairs) provider.assertPurgeable(request);
  return Promise.all(
    pairs.map(async ({ provider, request }) => {
      try {
        return { request, ...(await provider.purge(request)) };
      } catch (error) {
        const accepted = error instanceof PurgeIncomplete ? error.accepted : 0;
        return { provider: provider.name, request, accepted, error: (error as Error).message };
      }
    }),
  );
}
