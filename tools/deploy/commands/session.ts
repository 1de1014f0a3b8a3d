import { machineClock } from "../../command/clock";
import type { CommandContext } from "../../command/command";
import { ExitStatus } from "../../command/exit-status";
import { scratchFolder } from "../../command/scratch-folder";
import { Board } from "../run/board";
import { Consent } from "../run/consent";
import { OneAtATime } from "../run/one-at-a-time";
import type { StackResult } from "../run/result";
import { describeResult, type Kind, summarizeResults } from "../run/result-line";
import { rollOut } from "../run/rollout";
import { StackTerraform, type TerraformSurroundings } from "../run/stack-terraform";
import { askOnTerminal } from "../run/terminal-question";
import type { StackGraph } from "../stacks/graph";
import type { SharedOptions } from "./options";

/** One run of a command on some stacks: Terraform for each of them, what shows their progress, and the report. */
export class Session {
  private readonly board: Board;
  private readonly surroundings: TerraformSurroundings;
  private readonly programs = new Map<string, StackTerraform>();

  /**
   * @param graph every stack
   * @param chosen the names of those that the command is about
   */
  constructor(
    private readonly kind: Kind,
    private readonly graph: StackGraph,
    private readonly chosen: ReadonlySet<string>,
    private readonly context: CommandContext<SharedOptions>,
  ) {
    const board = new Board(context, chosen.size, chosen.size > 1 && context.options.parallel > 1);
    this.board = board;
    this.surroundings = {
      plans: scratchFolder("plans"),
      inits: new OneAtATime(),
      colours: process.stdout.isTTY === true && process.env.NO_COLOR === undefined,
      onLine: (stack, line) => board.line(stack, line),
      signal: context.signal,
    };
  }

  /** Terraform for a stack, always the same. */
  terraform(name: string): StackTerraform {
    const found = this.programs.get(name);
    if (found) return found;
    // Of a stack that the command is not about, only the state is read.
    const made = new StackTerraform(this.graph.get(name), this.surroundings, this.chosen.has(name));
    this.programs.set(name, made);
    return made;
  }

  /** The names among some whose stacks are deployed, in the order of a deploy. */
  async deployed(names: ReadonlySet<string>): Promise<string[]> {
    const states = this.graph.named(names).map(async ({ name }) => [name, await this.terraform(name).state()] as const);
    return (await Promise.all(states)).flatMap(([name, state]) => (state ? [name] : []));
  }

  /**
   * Plans the stacks, and applies the plans as far as the command does that.
   *
   * @param after the names of the stacks that come before a stack
   * @param heldBack why some stacks cannot be planned, by name
   * @param isAgreed whether the user is not asked
   * @param isFrozen whether a stack is only looked at
   */
  async run(
    after: (name: string) => ReadonlySet<string>,
    isAgreed: boolean,
    heldBack: ReadonlyMap<string, string> = new Map(),
    isFrozen: (name: string) => boolean = () => false,
  ): Promise<StackResult[]> {
    const { options, signal } = this.context;
    const ask = (question: string) =>
      this.board.quietly(() => askOnTerminal(question, process.stdin, process.stderr, signal));
    const names = this.graph.named(this.chosen).map(({ name }) => name);
    const stacks = names
      .filter((name) => !heldBack.has(name))
      .map((name) => ({ terraform: this.terraform(name), after: after(name), isFrozen: isFrozen(name) }));
    const consent = new Consent(ask, isAgreed);
    const { kind, board } = this;
    const { parallel } = options;
    const results = await rollOut(stacks, { kind, parallel, board, consent, clock: machineClock, signal });
    return names.map(
      (name) =>
        results.find(({ stack }) => stack === name) ?? {
          stack: name,
          status: "waiting",
          reason: heldBack.get(name),
          seconds: 0,
        },
    );
  }

  /** Prints how it went. @returns the exit status where nothing but failures counts */
  report(results: readonly StackResult[]): ExitStatus {
    const isUntold = ({ status, exitCode }: StackResult) =>
      status === "waiting" || (status === "failed" && exitCode === undefined);
    const lines = results.filter(isUntold).map((result) => describeResult(result, this.kind));
    this.context.print({ stacks: results }, [...lines, summarizeResults(results, this.kind)].join("\n"));
    const isWell = results.every(({ status, reason }) => status !== "waiting" || reason !== undefined);
    const bad = ["failed", "declined", "interrupted"];
    return isWell && results.every(({ status }) => !bad.includes(status)) ? ExitStatus.ok : ExitStatus.failed;
  }
}
