import execa from "execa";
import { UserError } from "../command/user-error";

/** A commit of the history. */
export interface Commit {
  /** Day on which it was written, such as 2026-11-26. */
  readonly day: string;
  readonly subject: string;
}

/** The history is not all there. */
export class ShallowHistory extends UserError {
  constructor() {
    super("The history is not all there: this is a shallow clone. Run `git fetch --unshallow`, then try again.");
  }
}

/**
 * The commits that led to HEAD, the newest first, without merges.
 *
 * @throws {ShallowHistory} when the clone has a part of them only
 */
export async function readCommits(folder: string): Promise<Commit[]> {
  const git = async (...args: string[]) => (await execa("git", args, { cwd: folder })).stdout;
  if ((await git("rev-parse", "--is-shallow-repository")) === "true") throw new ShallowHistory();
  const log = await git("log", "--no-merges", "--date=short", "--format=%ad %s");
  return log
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const [day, ...words] = line.split(" ");
      return { day: day as string, subject: words.join(" ") };
    });
}
