import { readFileSync } from "node:fs";
import path from "node:path";

/** The names of the stacks of a cloud assembly, in alphabetical order. */
export function stackNames(outdir: string): string[] {
  const { stacks } = JSON.parse(readFileSync(path.join(outdir, "manifest.json"), "utf8")) as { stacks: object };
  return Object.keys(stacks).sort();
}
