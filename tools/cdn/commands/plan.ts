import type { CommandDefinition } from "../../command/command";
import { ExitStatus } from "../../command/exit-status";
import { Reconciler } from "../reconcile/reconciler";
import type { CdnRun, StartRun } from "./cdn-run";
import { ENVIRONMENT_ARGUMENT } from "./environment-argument";
import { describeDomain, domainJson } from "./report";

/** `npm run cdn -- plan`. */
export function planCommand(start: StartRun): CommandDefinition {
  return {
    name: "plan",
    description: "Shows what differs from the environment's data.",
    parameters: (command) => command.argument(...ENVIRONMENT_ARGUMENT),
    statuses: {
      ok: "nothing differs",
      failed: "something could not be read",
      differs: "something differs, or is out of service",
    },
    action: (context) => plan(start(context, context.args[0])),
  };
}

async function plan(run: CdnRun): Promise<ExitStatus> {
  const reconciler = new Reconciler(run.providers.all(), run.settler, run.progress);
  const reports = await reconciler.plan(run.domains);
  const count = reports.reduce((sum, { changes }) => sum + changes.length, 0);
  const summary = count === 0 ? "" : `${count} ${count === 1 ? "difference" : "differences"}`;
  const environment = run.data.environmentName;
  run.print({ command: "plan", environment, domains: reports.map(domainJson) }, [
    ...reports.map(describeDomain),
    summary,
  ]);
  if (reports.some(({ error }) => error !== undefined)) return ExitStatus.failed;
  // A host that is out of service differs, though its settings do not.
  const inService = reports.every(({ observed }) => observed?.state === "active");
  return count === 0 && inService ? ExitStatus.ok : ExitStatus.differs;
}
