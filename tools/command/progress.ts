/** A stream to write text to: stdout, stderr, or a test's own. */
export interface TextStream {
  write(text: string): unknown;
  /** Whether it is a terminal. */
  readonly isTTY?: boolean;
}

/** Gets told what a long command is doing: the step that begins, and a line for each step that is over. */
export interface ProgressReporter {
  begin(step: string): void;
  end(line: string): void;
}

const CLEAR_LINE = "\r\u001b[2K";

/**
 * Says what a long command is doing: on a terminal a line that is overwritten while a step runs, elsewhere a plain line per
 * finished step.
 */
export class Progress implements ProgressReporter {
  private readonly overwrites: boolean;

  /** @param quiet says nothing at all: with `--json` */
  constructor(
    private readonly stream: TextStream,
    private readonly quiet = false,
  ) {
    this.overwrites = stream.isTTY === true && !quiet;
  }

  /** A step begins. */
  begin(step: string): void {
    if (this.overwrites) this.stream.write(`${CLEAR_LINE}… ${step}`);
  }

  /** A step is over; the line stays. */
  end(line: string): void {
    if (this.quiet) return;
    this.clear();
    this.stream.write(`${line}\n`);
  }

  /** Makes room for something else: takes back the line of a step that still runs. */
  clear(): void {
    if (this.overwrites) this.stream.write(CLEAR_LINE);
  }
}
