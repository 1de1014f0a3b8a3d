import execa, { type ExecaChildProcess, type ExecaReturnValue, type Options } from "execa";
import { programsAreEnding, whileListed } from "./running-programs";

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
  options: Options = {},
  onStart: (program: ExecaChildProcess) => void = () => {},
): Promise<ExecaReturnValue> {
  // In its own process group, one signal reaches the program and all that it starts, and Ctrl-C reaches only this process.
  const program = execa(file, args, { stdin: "ignore", ...options, reject: false, detached: true });
  onStart(program);
  const result = await whileListed(program, program);
  // A program that was ended by Ctrl-C has no result. The caller waits until the process ends, so it reports no failure.
  if (programsAreEnding()) await new Promise(() => {});
  return result;
}
