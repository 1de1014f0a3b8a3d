import execa from "execa";

/** A program that runs until it is stopped, and whose output says how far it is. */
export class StartedProgram {
  private readonly process: execa.ExecaChildProcess;
  private text = "";

  constructor(command: readonly [string, ...string[]], options: execa.Options = {}) {
    const [program, ...args] = command;
    this.process = execa(program, args, { ...options, all: true, reject: false });
    this.process.all?.on("data", (data) => {
      this.text += data;
    });
  }

  /** Standard output and standard error so far. */
  get output(): string {
    return this.text;
  }

  /** Waits until the output has a text. @throws with the output when the program ends before */
  async says(text: string): Promise<void> {
    if (this.text.includes(text)) return;
    await new Promise<void>((resolve, reject) => {
      this.process.all?.on("data", () => {
        if (this.text.includes(text)) resolve();
      });
      this.process.all?.once("end", () => reject(new Error(`ended before it said "${text}":\n${this.text}`)));
    });
  }

  /** Waits for the program's end. @returns its exit code */
  async ends(): Promise<number> {
    return (await this.process).exitCode;
  }

  async stop(): Promise<void> {
    this.process.kill("SIGTERM");
    await this.ends();
  }
}
