import execa, { type ExecaChildProcess, type ExecaReturnValue, type Options } from "execa";
import { programsAreEnding, whileListed } from "./running-programs";

/** How to run a program, besides what execa takes. */
export interface ProgramOptions extends Options {
  /**
   * Is aborted on Ctrl-C: for a program that then has to finish something. It alone gets SIGINT, and what it has started
   * gets nothing. The second Ctrl-C is another SIGINT, and the third one kills it.
   */
  readonly interruption?: AbortSignal;
}

/**
 * Runs another program, without input. It ends when the command does: on Ctrl-C the frame ends it, and what it has started,
 * before scratch folders are removed.
 *
 * @param options of execa; a failing run is a result, not an exception
 * @param onStart is given the program once it runs
 */
export async function runProgram(
  file: string,
  args: readonly string[],
  { interruption, ...options }: ProgramOptions = {},
  onStart: (program: ExecaChildProcess) => void = () => {},
): Promise<ExecaReturnValue> {
  // In its own process group, one signal reaches the program and all that it starts, and Ctrl-C reaches only this process.
  const program = execa(file, args, { stdin: "ignore", ...options, reject: false, detached: true });
  onStart(program);
  const interrupt = () => program.kill("SIGINT");
  if (interruption?.aborted) interrupt();
  interruption?.addEventListener("abort", interrupt);
  const result = await whileListed(program, program, interruption !== undefined);
  interruption?.removeEventListener("abort", interrupt);
  // A program that was ended by Ctrl-C has no result. The caller waits until the process ends, so it reports no failure.
  if (programsAreEnding()) await new Promise(() => {});
  return result;
}
