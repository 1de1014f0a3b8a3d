import type { CommandDefinition } from "../../command/command";
import { ExitStatus } from "../../command/exit-status";
import { purge as purgeAt } from "../purge/purge";
import { type PurgeSources, readPurgeList } from "../purge/sources";
import type { CdnRun, StartRun } from "./cdn-run";
import { describePurge } from "./report";

interface PurgeOptions {
  readonly file?: string;
  readonly manifest?: string;
  readonly all: boolean;
  readonly dryRun: boolean;
}

/** `npm run cdn -- purge`. */
export function purgeCommand(start: StartRun): CommandDefinition<PurgeOptions> {
  return {
    name: "purge",
    description: "Has the CDNs forget URLs.",
    parameters: (command) =>
      command
        .argument("[urls...]", "URLs of the environment's hosts, behind the environment's name if that comes first")
        .option("--file <file>", "a file with one URL a line")
        .option("--manifest <file>", "a release's manifest, a JSON array of paths: purges its HTML")
        .option("--all", "everything, of the manifest if there is one", false)
        .option("--dry-run", "only show what would be purged", false),
    statuses: { ok: "all accepted", failed: "not all accepted" },
    action: (context) => {
      const { args, options } = context;
      const [first = ""] = args;
      const isEnvironment = /^[a-z][a-z0-9-]*$/.test(first);
      const run = start(context, isEnvironment ? first : undefined);
      return purge(run, { ...options, urls: isEnvironment ? args.slice(1) : args }, options.dryRun);
    },
  };
}

async function purge(run: CdnRun, sources: PurgeSources, dryRun: boolean): Promise<ExitStatus> {
  const environment = run.data.environmentName;
  const requests = readPurgeList(sources, run.domains).requests();
  if (dryRun) {
    const wanted = [...requests].map(([provider, request]) => ({ provider, ...request }));
    const lines = wanted.flatMap(({ provider, urls, wholeHosts }) =>
      [...wholeHosts.map((host) => `https://${host}/*`), ...urls].map((url) => `${provider}: ${url}`),
    );
    run.print({ command: "purge", environment, dryRun, providers: wanted }, lines);
    return ExitStatus.ok;
  }
  const reports = await purgeAt(requests, run.providers.only(requests.keys()));
  const providers = reports.map(({ request: _, ...report }) => report);
  run.print({ command: "purge", environment, dryRun, providers }, reports.map(describePurge));
  return reports.some(({ error }) => error !== undefined) ? ExitStatus.failed : ExitStatus.ok;
}
