import { createHash } from "node:crypto";

/** Values that no output may show, and what they look like once encoded. */
export class Secrets {
  private readonly shapes = new Set<string>();

  add(value: string): void {
    // Shorter ones would tear harmless words apart.
    if (value.length < 4) return;
    const base64 = Buffer.from(value).toString("base64");
    // Upyun's signatures are made with the MD5 of the password, which is as good as the password.
    const md5 = createHash("md5").update(value).digest("hex");
    for (const shape of [value, JSON.stringify(value).slice(1, -1), encodeURIComponent(value), base64, md5]) {
      this.shapes.add(shape);
    }
    // A private key's text: an error may quote any one line of it.
    if (value.includes("\n")) for (const line of value.split("\n")) if (line.length > 24) this.shapes.add(line.trim());
  }

  scrub(text: string): string {
    const longestFirst = [...this.shapes].sort((a, b) => b.length - a.length);
    return longestFirst.reduce((scrubbed, shape) => scrubbed.replaceAll(shape, "(secret)"), text);
  }
}
