import { Reconciler } from "../reconcile/reconciler";
import { describeDomain, domainJson } from "../report";
import type { Run } from "./context";

/** Shows what differs. Exit status: 0 nothing, 1 something could not be read, 2 something differs or is
 * not in service. */
export async function plan(run: Run): Promise<number> {
  const reconciler = new Reconciler(run.session.all(), run.settler, run.steps);
  const reports = await reconciler.plan(run.domains);
  const count = reports.reduce((sum, { changes }) => sum + changes.length, 0);
  const summary = count === 0 ? "" : `${count} ${count === 1 ? "difference" : "differences"}`;
  const environment = run.data.environmentName;
  run.print({ command: "plan", environment, domains: reports.map(domainJson) }, [
    ...reports.map(describeDomain),
    summary,
  ]);
  if (reports.some(({ error }) => error !== undefined)) return 1;
  // A host that is out of service differs, though its settings do not.
  const inService = reports.every(({ observed }) => observed?.state === "active");
  return count === 0 && inService ? 0 : 2;
}
