import type { Command } from "commander";
import { positiveInteger } from "../../command/positive-integer";
import { UserError } from "../../command/user-error";

/** What all three commands take. */
export interface SharedOptions {
  readonly phase?: string;
  readonly deletionProtection: boolean;
  readonly parallel: number;
}

/** What the commands take that change something. */
export interface ChangeOptions extends SharedOptions {
  readonly yes: boolean;
}

/** Enough for what an environment has side by side, and few enough for the services' limits on requests. */
const DEFAULT_PARALLEL = 4;

/** Adds what all three commands take. */
export function sharedParameters(command: Command): Command {
  return command
    .argument("<names...>", "environments, or stacks such as production-network")
    .option("--phase <phase>", "hosts, migrating or cluster: takes the place of the environments' own phase")
    .option("--no-deletion-protection", "let everything be destroyed: the first step of taking environments down")
    .option("--parallel <n>", "how many stacks at a time at most", positiveInteger, DEFAULT_PARALLEL);
}

/** Adds what the commands take that change something. */
export function changeParameters(command: Command): Command {
  return sharedParameters(command).option("--yes", "apply every plan without a question", false);
}

/** @throws {UserError} when the user has to be asked and there is no terminal */
export function refuseWithoutTerminal({ yes }: ChangeOptions): void {
  if (yes || (process.stdin.isTTY === true && process.stderr.isTTY === true)) return;
  throw new UserError(
    "--yes: there is no terminal to ask on. Look at the plans with npm run diff, then add --yes to apply them unasked.",
  );
}
