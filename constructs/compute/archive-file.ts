import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** Folder of archives until the synthesis copies them, relative to the project's folder. */
const ARCHIVE_CACHE = "node_modules/.cache/host-bundles";

/** The folder of archives where this user may not write to the cache. One listener removes it for all archives. */
let ownFolder: string | undefined;

/**
 * Writes an archive to a file, from which the synthesis copies it later. The file is named after its content: parallel
 * syntheses write the same file, and none has to delete it. Where the cache cannot be written, as when another user has
 * installed the project, the file is a temporary one that goes with the process.
 *
 * @returns absolute path of the file
 */
export function archiveFile(archive: Buffer, sha256: string, name: string): string {
  try {
    return write(archive, path.resolve(ARCHIVE_CACHE, sha256), name);
  } catch {
    return write(archive, path.join(temporaryFolder(), sha256), name);
  }
}

function write(archive: Buffer, folder: string, name: string): string {
  const file = path.join(folder, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${file}.${process.pid}`, archive);
  renameSync(`${file}.${process.pid}`, file);
  return file;
}

function temporaryFolder(): string {
  if (ownFolder === undefined) {
    const made = mkdtempSync(path.join(tmpdir(), "host-bundles-"));
    process.once("exit", () => rmSync(made, { recursive: true, force: true }));
    ownFolder = made;
  }
  return ownFolder;
}
