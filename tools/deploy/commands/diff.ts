/** `npm run diff`: what a deploy would change. */
import { ExitStatus } from "../../command/exit-status";
import { runCommand } from "../../command/run-command";
import { prepare } from "../stacks/prepare";
import { type SharedOptions, sharedParameters } from "./options";
import { Session } from "./session";

interface DiffOptions extends SharedOptions {
  readonly detailedExitcode: boolean;
}

runCommand<DiffOptions>({
  name: "diff",
  description: "Plans stacks, and changes nothing.",
  parameters: (command) =>
    sharedParameters(command).option("--detailed-exitcode", "end with status 2 when something would change", false),
  statuses: {
    ok: "everything that can be planned is planned",
    failed: "a plan failed",
    differs: "with --detailed-exitcode: something would change, or waits for a stack that is not deployed",
  },
  notes: "A stack that reads another one's state cannot be planned before that one is deployed: it is named.",
  stopsItself: true,
  action: async (context) => {
    const { args, options, signal } = context;
    const { graph, chosen } = await prepare({ ...options, names: args, signal });
    if (signal.aborted) return ExitStatus.interrupted;
    const session = new Session("diff", graph, chosen, context);
    const heldBack = new Map<string, string>();
    for (const { name, dependencies } of graph.named(chosen)) {
      const needed = new Set(dependencies);
      const deployed = await session.deployed(needed);
      const missing = [...needed].filter((dependency) => !deployed.includes(dependency));
      if (missing.length > 0) heldBack.set(name, `reads ${missing.join(", ")}, not deployed yet`);
    }
    const results = await session.run(() => new Set(), true, heldBack);
    const status = session.report(results);
    const differs = results.some((result) => result.status === "changed" || result.status === "waiting");
    return status === ExitStatus.ok && options.detailedExitcode && differs ? ExitStatus.differs : status;
  },
});
