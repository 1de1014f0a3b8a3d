import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import type { TextStream } from "../../command/progress";

/**
 * Asks on a terminal.
 *
 * @param signal ends the question
 * @returns the line that was typed; an empty one at the end of the input, and when the question was ended
 */
export async function askOnTerminal(
  question: string,
  input: Readable,
  output: TextStream,
  signal: AbortSignal,
): Promise<string> {
  output.write(question);
  // Not as a terminal: the terminal itself then turns Ctrl-C into a signal, which the command handles.
  const lines = createInterface({ input, terminal: false, signal });
  try {
    return await new Promise<string>((resolve) => {
      lines.once("line", resolve);
      lines.once("close", () => resolve(""));
    });
  } finally {
    lines.close();
  }
}
