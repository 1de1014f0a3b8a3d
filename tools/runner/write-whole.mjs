import { renameSync, writeFileSync } from "node:fs";

/**
 * Writes a file in one step: commands may run side by side, and none of them may see half a file of another.
 *
 * @param {string} file
 * @param {string | Uint8Array} content
 */
export function writeWhole(file, content) {
  const partial = `${file}.${process.pid}`;
  writeFileSync(partial, content);
  renameSync(partial, file);
}
