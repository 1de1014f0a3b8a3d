import { deleteHost } from "../reconcile/deletion";
import { MissingInput } from "../reconcile/provider";
import { Reconciler } from "../reconcile/reconciler";
import { targetsOf } from "../reconcile/verification";
import { describeDomain, describeTargets, domainJson } from "../report";
import type { Run } from "./context";

const INTERRUPTED = 130;

/** Makes hosts as they are to be. Exit status: 0 all of it, 1 not all of it, 130 interrupted. */
export async function apply(run: Run): Promise<number> {
  const reconciler = new Reconciler(run.session.all(), run.settler, run.steps);
  const reports = await reconciler.apply(run.domains);
  const targets = targetsOf(reports);
  const environment = run.data.environmentName;
  run.print({ command: "apply", environment, domains: reports.map(domainJson), targets }, [
    ...reports.map(describeDomain),
    describeTargets(targets),
  ]);
  if (reports.some(({ interrupted }) => interrupted)) return INTERRUPTED;
  return reports.some(({ error, changes }) => error !== undefined || changes.length > 0) ? 1 : 0;
}

/** Takes one host offline and deletes it. Exit status: 0 it is gone, 1 it is not. */
export async function applyDelete(run: Run, host: string): Promise<number> {
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
  const existed = await deleteHost(run.session.qiniu(), host, run.settler, run.steps);
  const text = existed ? `${host}: deleted` : `${host}: was not there`;
  run.print({ command: "apply", environment: environmentName, deleted: existed ? [host] : [] }, [text]);
  return 0;
}
