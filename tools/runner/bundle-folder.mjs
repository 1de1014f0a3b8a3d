import { accessSync, constants, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/**
 * The folder to write a bundle to: the cache, or, where this user may not write there, one that is removed when the process
 * ends. Whoever runs what another user installed, or a checkout that is read-only, bundles at every run.
 *
 * @param {string} cache
 */
export function bundleFolder(cache) {
  try {
    mkdirSync(cache, { recursive: true });
    accessSync(cache, constants.W_OK);
    return cache;
  } catch {
    const folder = mkdtempSync(path.join(tmpdir(), "bundle-"));
    process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
    return folder;
  }
}
