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

/**
 * The user's mistake behind an error of the file system.
 *
 * @param output the folder to write to, as the user named it
 * @param folders those that were written to: errors of other files are none of the output's
 * @returns undefined when it is another error
 */
export function unwritable(output: string, error: unknown, folders: readonly string[]): UserError | undefined {
  if (!(error instanceof Error) || !("code" in error) || !("path" in error)) return undefined;
  const cause = CAUSES[String(error.code)];
  const isThere = folders.some((folder) => String(error.path).startsWith(folder));
  return cause === undefined || !isThere ? undefined : new UserError(`--output: "${output}": ${cause}.`);
}
