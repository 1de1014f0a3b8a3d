/** Lets stack traces of a bundle name the files that it was made from. */
import { readFileSync } from "node:fs";
import { SourceMap } from "node:module";
import path from "node:path";

/**
 * Node's `--enable-source-maps` does not reach scripts that a program compiles itself, as `run-bundle.mjs` does. The map
 * is read when the first trace is written, so a run without one pays nothing.
 *
 * @param {string} bundle path of the bundle; its map is beside it
 * @param {boolean} debug whether to do so for what is no error as well: cdktf records a trace with each token, some of
 *   them while it is loaded
 */
export function traceToSources(bundle, debug) {
  /** @type {SourceMap | undefined} */
  let map;
  // Traces of tokens name the same places again and again.
  /** @type {Map<string, string>} */
  const known = new Map();

  /**
   * @param {number} line from 1
   * @param {number} column from 1
   */
  const place = (line, column) => {
    map ??= new SourceMap(JSON.parse(readFileSync(`${bundle}.map`, "utf8")));
    const entry = map.findEntry(line - 1, column - 1);
    if (!("originalSource" in entry)) return `${bundle}:${line}:${column}`;
    const source = path.resolve(path.dirname(bundle), entry.originalSource);
    return `${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
  };

  Error.prepareStackTrace = (error, frames) => {
    const wanted = debug || error instanceof Error;
    const lines = frames.map((frame) => {
      const text = `    at ${frame}`;
      if (!wanted || frame.getFileName() !== bundle) return text;
      const generated = `${bundle}:${frame.getLineNumber()}:${frame.getColumnNumber()}`;
      let original = known.get(generated);
      if (original === undefined) {
        original = place(frame.getLineNumber() ?? 1, frame.getColumnNumber() ?? 1);
        known.set(generated, original);
      }
      return text.replace(generated, () => original);
    });
    return [String(error), ...lines].join("\n");
  };
}
