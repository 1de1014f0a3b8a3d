/**
 * Runs `synthesize` without the stack trace that cdktf records, at unlimited depth, for every token it makes: a third of
 * the time of a synth, for a line in the message about a misused token. What is synthesized is the same.
 */
export function withoutTokenTraces(synthesize: () => void): void {
  const capture = Error.captureStackTrace;
  Error.captureStackTrace = () => {};
  try {
    synthesize();
  } finally {
    Error.captureStackTrace = capture;
  }
}
