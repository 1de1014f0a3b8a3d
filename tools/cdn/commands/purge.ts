import { purge as purgeAt } from "../purge/purge";
import { type PurgeSources, readPurgeList } from "../purge/sources";
import { describePurge } from "../report";
import type { Run } from "./context";

/** Has the CDNs forget URLs. Exit status: 0 all accepted, 1 not all. */
export async function purge(run: Run, sources: PurgeSources, dryRun: boolean): Promise<number> {
  const environment = run.data.environmentName;
  const requests = readPurgeList(sources, run.domains).requests();
  if (dryRun) {
    const wanted = [...requests].map(([provider, request]) => ({ provider, ...request }));
    const lines = wanted.flatMap(({ provider, urls, wholeHosts }) =>
      [...wholeHosts.map((host) => `https://${host}/*`), ...urls].map((url) => `${provider}: ${url}`),
    );
    run.print({ command: "purge", environment, dryRun, providers: wanted }, lines);
    return 0;
  }
  const reports = await purgeAt(requests, run.session.only(requests.keys()));
  const providers = reports.map(({ request: _, ...report }) => report);
  run.print({ command: "purge", environment, dryRun, providers }, reports.map(describePurge));
  return reports.some(({ error }) => error !== undefined) ? 1 : 0;
}
