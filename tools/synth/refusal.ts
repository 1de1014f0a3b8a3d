import { UserError } from "../command/user-error";

/** What JavaScript throws by itself: a mistake of the program. */
const FAULTS = [TypeError, RangeError, ReferenceError, SyntaxError];

/**
 * What stopped a synth, as the frame is to report it: an `Error` that constructs or cdktf have thrown on purpose, such as a
 * failed validation, is something that the user can mend.
 */
export function refusalOf(error: unknown): unknown {
  const isPlain = error instanceof Error && !FAULTS.some((kind) => error instanceof kind);
  return isPlain ? new UserError(error.message) : error;
}
