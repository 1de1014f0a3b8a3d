import { UserError } from "../command/user-error";

/** What keeps a folder from being written, by the system's code of the error, and what to do. */
const CAUSES: Readonly<Record<string, string>> = {
  EACCES: "this user may not write there; name a folder that you may write to",
  EPERM: "this user may not write there; name a folder that you may write to",
  EROFS: "the file system is read-only; name a folder that you may write to",
  ENOTDIR: "a file is in its place; name a folder",
  EEXIST: "a file is in its place; name a folder",
  ENOSPC: "the disk is full; make room, or name a folder on another one",
  EDQUOT: "the disk quota is used up; make room, or name a folder on another disk",
};

/** Causes that a whole disk has: no other file of a synth needs room that its output would not need too. */
const OF_THE_DISK: readonly unknown[] = ["ENOSPC", "EDQUOT"];

/**
 * The user's mistake behind an error of the file system.
 *
 * @param output the folder to write to, as the user named it
 * @param folders those that were written to: errors of other files are none of the output's
 * @returns undefined when it is another error
 */
export function unwritable(output: string, error: unknown, folders: readonly string[]): UserError | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, path, dest } = error as CopyError;
  const cause = CAUSES[String(code)];
  if (cause === undefined || !isThere(code, [path, dest], folders)) return undefined;
  return new UserError(`--output: "${output}": ${cause}.`);
}

/** An error of the file system. A copy's names the source as its path; a write's, to a file that is open, names nothing. */
type CopyError = NodeJS.ErrnoException & { readonly dest?: string };

function isThere(code: unknown, files: readonly (string | undefined)[], folders: readonly string[]): boolean {
  const named = files.filter((file) => file !== undefined);
  if (named.length === 0) return OF_THE_DISK.includes(code);
  return named.some((file) => folders.some((folder) => file.startsWith(folder)));
}
