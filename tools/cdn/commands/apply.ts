import type { CommandDefinition } from "../../command/command";
import { ExitStatus } from "../../command/exit-status";
import { deleteHost } from "../reconcile/deletion";
import { MissingInput } from "../reconcile/provider";
import { Reconciler } from "../reconcile/reconciler";
import { targetsOf } from "../reconcile/verification";
import type { CdnRun, StartRun } from "./cdn-run";
import { ENVIRONMENT_ARGUMENT } from "./environment-argument";
import { describeDomain, describeTargets, domainJson } from "./report";

interface ApplyOptions {
  /** The host to delete. */
  readonly delete?: string;
}

/** `npm run cdn -- apply`. */
export function applyCommand(start: StartRun): CommandDefinition<ApplyOptions> {
  return {
    name: "apply",
    description: "Makes hosts as the environment's data says, and waits until they are.",
    parameters: (command) =>
      command
        .argument(...ENVIRONMENT_ARGUMENT)
        .option("--delete <host>", "do nothing but take this host offline and delete it"),
    statuses: { ok: "done", failed: "not all of it is done" },
    action: (context) => {
      const run = start(context, context.args[0]);
      const { delete: host } = context.options;
      return host === undefined ? apply(run) : applyDelete(run, host);
    },
  };
}

async function apply(run: CdnRun): Promise<ExitStatus> {
  const reconciler = new Reconciler(run.providers.all(), run.settler, run.progress);
  const reports = await reconciler.apply(run.domains);
  const targets = targetsOf(reports);
  const environment = run.data.environmentName;
  run.print({ command: "apply", environment, domains: reports.map(domainJson), targets }, [
    ...reports.map(describeDomain),
    describeTargets(targets),
  ]);
  if (reports.some(({ interrupted }) => interrupted)) return ExitStatus.interrupted;
  return reports.some(({ error, changes }) => error !== undefined || changes.length > 0)
    ? ExitStatus.failed
    : ExitStatus.ok;
}

/** Takes one host offline and deletes it. */
async function applyDelete(run: CdnRun, host: string): Promise<ExitStatus> {
  const { chinaCdn, owner, environmentName } = run.data;
  if (!host.endsWith(`.${owner.domain}`)) {
    throw new MissingInput(`--delete: "${host}" is not below ${owner.domain}. Name a host of it.`);
  }
  const domain = run.domains.find((each) => each.host === host);
  if (domain?.provider === "upyun") throw new MissingInput(`--delete: ${host} is at Upyun; unbind it in the console.`);
  if (domain !== undefined && chinaCdn.enabled) {
    const file = `environments/${environmentName}.ts`;
    throw new MissingInput(
      `--delete: visitors are sent to ${host}. Write enabled: false in ${file}, deploy, and wait a day.`,
    );
  }
  const existed = await deleteHost(run.providers.qiniu(), host, run.settler, run.progress);
  const text = existed ? `${host}: deleted` : `${host}: was not there`;
  run.print({ command: "apply", environment: environmentName, deleted: existed ? [host] : [] }, [text]);
  return ExitStatus.ok;
}
