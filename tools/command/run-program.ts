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
  // A process group of its own: then one signal reaches it and all that it starts, and the terminal's reaches none of them.
  const program = execa(file, args, { stdin: "ignore", ...options, reject: false, detached: true });
  onStart(program);
  const result = await whileListed(program, program);
  // What was ended on Ctrl-C has not failed: nobody is told of a result, and the process ends meanwhile.
  if (programsAreEnding()) await new Promise(() => {});
  return result;
}
