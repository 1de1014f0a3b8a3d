/** `npm run destroy`: takes stacks away, the last one first. */
import type { CommandContext } from "../../command/command";
import { ExitStatus } from "../../command/exit-status";
import { runCommand } from "../../command/run-command";
import { UserError } from "../../command/user-error";
import { type ProtectedResource, protectedResources } from "../run/protected-resources";
import type { StackGraph } from "../stacks/graph";
import { prepare, refuseUnsavedStates } from "../stacks/prepare";
import { type ChangeOptions, changeParameters, refuseWithoutTerminal } from "./options";
import { Session } from "./session";

interface DestroyOptions extends ChangeOptions {
  readonly withDependents: boolean;
  readonly leaveDependents: boolean;
}

async function destroy(context: CommandContext<DestroyOptions>): Promise<ExitStatus> {
  const { args, options, signal } = context;
  refuseWithoutTerminal(options);
  const { graph, chosen } = await prepare({ ...options, names: args, signal });
  if (signal.aborted) return ExitStatus.interrupted;
  if (options.withDependents) {
    for (const name of [...chosen]) for (const dependent of graph.behind(name)) chosen.add(dependent);
  }
  refuseUnsavedStates(graph.named(chosen));
  const session = new Session("destroy", graph, chosen, context);
  if (!options.leaveDependents) await refuseNeeded(session, graph, chosen);
  await refuseProtected(session, graph, chosen, args);
  return session.report(await session.run((name) => graph.behind(name), options.yes));
}

/** @throws {UserError} when a stack is needed by another one that is deployed and stays, naming it */
async function refuseNeeded(session: Session, graph: StackGraph, chosen: ReadonlySet<string>): Promise<void> {
  const others = new Map(
    [...chosen].map((name) => [name, [...graph.behind(name)].filter((each) => !chosen.has(each))]),
  );
  const deployed = await session.deployed(new Set([...others.values()].flat()));
  const lines = [...others].flatMap(([name, dependents]) => {
    const users = dependents.filter((dependent) => deployed.includes(dependent));
    return users.length > 0 ? [`${name}: ${users.join(", ")} need it, and are deployed.`] : [];
  });
  if (lines.length === 0) return;
  const remedy = "Destroy those first, or add --with-dependents, which destroys whatever is behind it as well.";
  throw new UserError([...lines, remedy].join("\n"));
}

/** @throws {UserError} when something refuses to be deleted, with every such resource, before anything is touched */
async function refuseProtected(
  session: Session,
  graph: StackGraph,
  chosen: ReadonlySet<string>,
  args: readonly string[],
): Promise<void> {
  const found: ProtectedResource[] = [];
  for (const stack of graph.named(chosen)) {
    const state = await session.terraform(stack.name).state();
    if (state) found.push(...protectedResources(stack, state));
  }
  if (found.length === 0) return;
  const names = args.join(" ");
  throw new UserError(
    [
      `${found.length} resources refuse to be deleted. Nothing was touched.`,
      ...found.map(({ stack, address, by }) => `  ${stack}: ${address} (${by.join(", ")})`),
      "Lift the protection first, which removes nothing, and then destroy:",
      `  npm run deploy -- ${names} --no-deletion-protection`,
      `  npm run destroy -- ${names} --no-deletion-protection`,
      "docs/runbooks/take-down.md says more.",
    ].join("\n"),
  );
}

runCommand<DestroyOptions>({
  name: "destroy",
  description:
    "Takes stacks away, the last one first: plans, shows each plan, asks, and applies exactly what was shown.",
  parameters: (command) =>
    changeParameters(command)
      .option("--with-dependents", "destroy what depends on the stacks, too", false)
      .option(
        "--leave-dependents",
        "leave what depends on them, although it is deployed: when a phase has ended",
        false,
      ),
  statuses: {
    ok: "everything is gone",
    failed: "a stack failed, or you declined a plan: what comes after it was not begun",
  },
  notes: "It refuses what is protected from deletion before it touches anything, and names each such resource.",
  stopsItself: true,
  action: destroy,
});
