import { type ChildProcess, fork } from "node:child_process";
import path from "node:path";
import type { Json } from "../../../tools/hcl/value";

interface Answer {
  readonly id: number;
  readonly json?: Json;
  readonly error?: string;
}

/** HashiCorp's own parser of HCL, in a process of its own. */
export class HclParser {
  private readonly process: ChildProcess = fork(path.join(__dirname, "parse.cjs"));
  private readonly waiting = new Map<number, (answer: Answer) => void>();
  private count = 0;

  constructor() {
    this.process.on("message", (answer: Answer) => {
      this.waiting.get(answer.id)?.(answer);
      this.waiting.delete(answer.id);
    });
  }

  /**
   * What a text says, in Terraform's JSON. An expression is `${…}` with its text as it is written.
   *
   * @throws when it is no HCL
   */
  async parse(text: string): Promise<Json> {
    this.count += 1;
    const id = this.count;
    const { json, error } = await new Promise<Answer>((resolve) => {
      this.waiting.set(id, resolve);
      this.process.send({ id, text });
    });
    if (json === undefined) throw new Error(`${error}\n${text}`);
    return json;
  }

  stop(): void {
    this.process.disconnect();
  }
}
