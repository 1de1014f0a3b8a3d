/**
 * Says what a long command is at: on a terminal a line that is overwritten while a step runs, elsewhere a plain line per
 * finished step.
 */
export class Progress {
  private readonly overwrite: boolean;

  constructor(
    private readonly stream: NodeJS.WriteStream,
    private readonly quiet = false,
  ) {
    this.overwrite = stream.isTTY === true;
  }

  /** A step begins. */
  begin(step: string): void {
    if (this.overwrite && !this.quiet) this.stream.write(`\r\u001b[2K… ${step}`);
  }

  /** A step is over; the line stays. */
  end(line: string): void {
    if (this.quiet) return;
    this.stream.write(this.overwrite ? `\r\u001b[2K${line}\n` : `${line}\n`);
  }
}
