import type { ProgressReporter } from "../../command/progress";

/** Where a board writes. */
export interface BoardOutput {
  readonly progress: ProgressReporter;
  readonly relay: (text: string) => void;
}

/**
 * Shows the user which stacks run, wait and are done, and Terraform's lines between: each with its stack's name when
 * several stacks run at a time.
 */
export class Board {
  private readonly doing = new Map<string, string>();
  private ended = 0;
  private isHeld = false;
  /** What came while a question was open. */
  private readonly heldBack: (() => void)[] = [];

  /**
   * @param total how many stacks there are
   * @param hasPrefix whether each line begins with its stack's name
   */
  constructor(
    private readonly output: BoardOutput,
    private readonly total: number,
    private readonly hasPrefix: boolean,
  ) {}

  /** A step of a stack begins, such as "planning". */
  begin(stack: string, step: string): void {
    this.doing.set(stack, step);
    this.draw();
  }

  /** A stack is over. */
  end(stack: string, line: string): void {
    this.doing.delete(stack);
    this.ended += 1;
    this.write(() => this.output.progress.end(line));
  }

  /** A line of Terraform's about a stack. */
  line(stack: string, line: string): void {
    this.write(() => this.output.relay(this.hasPrefix ? `${stack} | ${line}`.trimEnd() : line));
  }

  /** Asks the user something, and holds everything else back meanwhile. */
  async quietly<T>(ask: () => Promise<T>): Promise<T> {
    this.isHeld = true;
    try {
      return await ask();
    } finally {
      this.isHeld = false;
      for (const write of this.heldBack.splice(0)) write();
      this.draw();
    }
  }

  private write(output: () => void): void {
    if (this.isHeld) {
      this.heldBack.push(output);
      return;
    }
    output();
    this.draw();
  }

  private draw(): void {
    if (this.isHeld || this.doing.size === 0) return;
    const running = [...this.doing].map(([stack, step]) => `${step} ${stack}`).join(", ");
    const waiting = this.total - this.ended - this.doing.size;
    this.output.progress.begin(`${running}; ${this.ended} of ${this.total} done, ${waiting} waiting`);
  }
}
