import { inspect } from "node:util";
import { InvalidEnvironment } from "../../environments/rules/problem";
import { AlreadyReported } from "./already-reported";
import { UserError } from "./user-error";

/** How a command's failure is told. */
export interface Failure {
  /** What `--json` prints. */
  readonly message: string;
  /** What is printed on stderr; absent when it has been said there already. */
  readonly text?: string;
}

/** Tells the user's mistakes, which are a message, from faults of the program, which come with their stack trace. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return { message: String(error), text: inspect(error) };
  const { message } = error;
  if (error instanceof AlreadyReported) return { message };
  // environments/ is on a floor that knows no commands, and has a base class of its own.
  if (error instanceof UserError || error instanceof InvalidEnvironment) return { message, text: message };
  return { message, text: inspect(error) };
}
