import { createHash } from "node:crypto";

/** Letters and digits that look random and are always the same for the same seed. */
export class Random {
  private drawn = 0;

  constructor(private readonly seed: string) {}

  /** A text of lower-case letters and digits. */
  text(length: number): string {
    let text = "";
    while (text.length < length) text += this.draw().toString("hex");
    return text.slice(0, length);
  }

  /** A whole number from 0 to `below` - 1. */
  number(below: number): number {
    return this.draw().readUInt32BE(0) % below;
  }

  private draw(): Buffer {
    this.drawn += 1;
    return createHash("sha256").update(`${this.seed}/${this.drawn}`).digest();
  }
}
