/**
 * Says why nothing was synthesized, and makes the process exit with 1. What somebody meant to say (an `Error` of our own
 * or of cdktf: bad input, a failed validation) is its message; a mistake of the program comes with its stack trace.
 */
export function reportFailure(error: unknown, debug: boolean): void {
  process.exitCode = 1;
  const deliberate = error instanceof Error && !PROGRAM_MISTAKES.some((kind) => error instanceof kind);
  console.error(deliberate && !debug ? error.message : error);
}

const PROGRAM_MISTAKES = [TypeError, RangeError, ReferenceError, SyntaxError];
