/** `npm run deploy`: plans, asks and applies. */
import { isAdministrators } from "../../../stacks/conventions/deployers";
import type { CommandContext } from "../../command/command";
import { ExitStatus } from "../../command/exit-status";
import { runCommand } from "../../command/run-command";
import { UserError } from "../../command/user-error";
import type { StackGraph } from "../stacks/graph";
import { prepare, refuseUnsavedStates } from "../stacks/prepare";
import { type ChangeOptions, changeParameters, refuseWithoutTerminal } from "./options";
import { Session } from "./session";

interface DeployOptions extends ChangeOptions {
  readonly withDependencies: boolean;
  readonly asCi: boolean;
}

async function deploy(context: CommandContext<DeployOptions>): Promise<ExitStatus> {
  const { args, options, signal } = context;
  refuseWithoutTerminal(options);
  const { graph, chosen } = await prepare({ ...options, names: args, signal });
  if (signal.aborted) return ExitStatus.interrupted;
  if (options.withDependencies) {
    for (const name of [...chosen]) for (const dependency of graph.before(name)) chosen.add(dependency);
  }
  refuseUnsavedStates(graph.named(chosen));
  const session = new Session("deploy", graph, chosen, context);
  await refuseMissing(session, graph, chosen);
  const isFrozen = (name: string) => options.asCi && isAdministrators(name);
  return session.report(await session.run((name) => graph.before(name), options.yes, new Map(), isFrozen));
}

/** @throws {UserError} when a stack needs another one that is neither deployed nor meant, naming it */
async function refuseMissing(session: Session, graph: StackGraph, chosen: ReadonlySet<string>): Promise<void> {
  const needed = graph
    .named(chosen)
    .flatMap(({ name, dependencies }) =>
      dependencies.filter((dependency) => !chosen.has(dependency)).map((dependency) => [name, dependency] as const),
    );
  const deployed = await session.deployed(new Set(needed.map(([, dependency]) => dependency)));
  const lines = needed
    .filter(([, dependency]) => !deployed.includes(dependency))
    .map(([name, dependency]) => `${name}: needs ${dependency}, which is not deployed yet.`);
  if (lines.length === 0) return;
  const remedy = "Deploy that first, or add --with-dependencies, which deploys whatever is needed as well.";
  throw new UserError([...lines, remedy].join("\n"));
}

runCommand<DeployOptions>({
  name: "deploy",
  description: "Plans stacks in their order, shows each plan, asks, and applies exactly what was shown.",
  parameters: (command) =>
    changeParameters(command)
      .option("--with-dependencies", "deploy what the stacks depend on, too", false)
      .option("--as-ci", "apply no stack that administrators deploy: fail where one differs", false),
  statuses: {
    ok: "everything is deployed",
    failed: "a stack failed, or you declined a plan: what is behind it was not begun",
  },
  notes: "A stack behind one that changes is planned after it, because it reads what that one has made.",
  stopsItself: true,
  action: deploy,
});
